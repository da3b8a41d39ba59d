"""The pictures that the text of letters may show: kept in the base by name, read for the text that asks for them."""

from dataclasses import replace

from petitcrm.features.letters.markup import pictures_in
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.names import fold
from petitcrm.store import documents
from petitcrm.store.connection import Reader


def names(reader: Reader) -> list[str]:
    """All that are kept, by name."""
    return reader.column("SELECT name FROM letter_picture ORDER BY name COLLATE NOCASE, id")


def with_pictures(reader: Reader, model: Model) -> Model:
    """`model` with the pictures that its text asks for, as far as they are kept."""
    asked = {fold(name) for name in pictures_in(model.body)}
    if not asked:
        return model
    kept = {fold(name): document for name, document in reader.rows("SELECT name, document_id FROM letter_picture")}
    return replace(model, pictures={name: documents.content(reader, kept[name]) for name in asked if name in kept})
