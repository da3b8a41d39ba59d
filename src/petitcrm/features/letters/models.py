"""The letter models shipped with the program.

A file of resources/models: lines "name: …", "language: …", "subject: …", a blank line, then the body, whose
paragraphs are separated by blank lines. UTF-8. The appel and the closing are added by the layout.
"""

from petitcrm.base.paths import resource
from petitcrm.features.letters.model import Model


def shipped(language: str = "") -> list[Model]:
    """The shipped models in the order of their files, those of one `language` ("fr", "en") when it is given.

    The introduction comes first: it is what is offered when nobody has chosen, and it wrongs nobody.

    Raises OSError when the program's own files can't be read.
    """
    files = sorted(resource("models").glob("*.txt"), key=lambda file: ("introduction" not in file.stem, file.name))
    models = [parse(file.read_text("utf-8")) for file in files]
    return [model for model in models if not language or model.language == language]


def parse(text: str) -> Model:
    """A model from the text of its file; a front line nobody knows is passed over."""
    front, _blank, body = text.replace("\r\n", "\n").partition("\n\n")
    values = {}
    for line in front.split("\n"):
        name, _colon, value = line.partition(":")
        values[name.strip()] = value.strip()
    return Model(values.get("name", ""), values.get("language", ""), values.get("subject", ""), body.strip())
