"""The scripts that come with the program, to begin with.

A file of resources/scripts: "name: …", "whom: stage:prospect", a blank line, then the text.
"""

from petitcrm.base.paths import resource


def examples(language: str) -> list[tuple[str, str, str, str]]:
    """(name, text, whom, which) of each example in a language ("fr", "en"), in the order of the files."""
    return [_read(file.read_text("utf-8")) for file in sorted(resource("scripts").glob(f"{language}-*.txt"))]


def _read(text: str) -> tuple[str, str, str, str]:
    front, _blank, body = text.partition("\n\n")
    values = dict(line.split(": ", 1) for line in front.splitlines())
    whom, _colon, which = values.get("whom", "").partition(":")
    return values["name"], body.strip(), whom, which
