"""The pictures that the text of letters may show: kept in the base by name, read for the text that asks for them."""

from dataclasses import replace

from petitcrm.features.letters.markup import pictures_in
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.template import fold
from petitcrm.store.connection import Reader

_KEPT = "SELECT p.name, d.content FROM letter_picture p JOIN document d ON d.id = p.document_id"


def names(reader: Reader) -> list[str]:
    """All that are kept, by name."""
    return reader.column("SELECT name FROM letter_picture ORDER BY name COLLATE NOCASE, id")


def with_pictures(reader: Reader, model: Model) -> Model:
    """`model` with the pictures that its text asks for, as far as they are kept."""
    asked = {fold(name) for name in pictures_in(model.body)}
    if not asked:
        return model
    kept = {fold(name): bytes(content) for name, content in reader.rows(_KEPT) if fold(name) in asked}
    return replace(model, pictures=kept)
