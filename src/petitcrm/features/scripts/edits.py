"""Writing scripts."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _
from petitcrm.base.text import clean, clean_lines
from petitcrm.features.scripts.fields import LONGEST, WHOM
from petitcrm.features.scripts.tables import Script


def add(session: Session, name: str, body: str = "", whom: str = "", which: str = "") -> int:
    """A new script, the last in the order. Its key. Problem where it has no name."""
    last = session.scalar(select(func.max(Script.position)))
    script = Script(name=_named(name), body="", position=(last if last is not None else -1) + 1)
    session.add(script)
    _put(script, body=body, whom=whom, which=which)
    session.flush()
    return script.id


def change(
    session: Session,
    script_id: int,
    *,
    name: str | None = None,
    body: str | None = None,
    whom: str | None = None,
    which: str | None = None,
) -> None:
    """Change what is given of a script. Problem where it can't be."""
    script = session.get_one(Script, script_id)
    if name is not None:
        script.name = _named(name)
    _put(script, body=body, whom=whom, which=which)
    session.flush()


def remove(session: Session, script_id: int) -> None:
    """Remove a script."""
    session.delete(session.get_one(Script, script_id))
    session.flush()


def add_all(session: Session, examples: Iterable[tuple[str, str, str, str]]) -> None:
    """Several scripts at once: (name, body, whom, which) each."""
    for name, body, whom, which in examples:
        add(session, name, body, whom, which)


def _put(script: Script, *, body: str | None, whom: str | None, which: str | None) -> None:
    if body is not None:
        if len(body) > LONGEST:
            raise Problem(_("A script has {n} characters at most.").format(n=LONGEST))
        script.body = clean_lines(body)
    if whom is not None:
        known_choice(_("for whom"), whom, WHOM)
        script.whom, script.which = whom, ""
    if which is not None:
        script.which = which


def _named(name: str) -> str:
    named = clean(name)[:80]
    if not named:
        raise Problem(_("A script needs a name."))
    return named
