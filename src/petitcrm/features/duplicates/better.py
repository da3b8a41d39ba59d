"""Which of two values a merged card had better bear, and what becomes of the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from petitcrm.base.fields import Field
from petitcrm.base.language import _, mark
from petitcrm.base.text import key, words
from petitcrm.features.contacts.fields import BY_KEY


@dataclass(frozen=True, slots=True)
class MergeField:
    """A thing that a card says once: what each of the two says, and what is proposed."""

    key: str
    label: str
    kept: str
    dropped: str
    proposed: str

    @property
    def differs(self) -> bool:
        """Whether the two contradict each other."""
        return bool(self.kept and self.dropped) and self.kept != self.dropped


FIELDS = (
    "civility", "given_name", "family_name", "company", "job_title", "department", "salutation", "language", "birthday",
    "audience", "stage", "temperature", "tier", "own_interval", "snoozed_until", "source", "sourced_on",
    "preferred_channel", "preferred_days", "preferred_hours", "profile", "bought", "why_left", "note",
)  # fmt: skip
JOINED = ("profile", "bought", "why_left", "note")  # texts of which both are kept

_OTHER_LABELS = {
    "sourced_on": mark("Known since"),
    "preferred_channel": mark("Preferred channel"),
    "preferred_hours": mark("Preferred hours"),
    "profile": mark("Profile"),
}


def label_of(name: str) -> str:
    """What a field is called, in words."""
    return _(BY_KEY[name].label if name in BY_KEY else _OTHER_LABELS[name])


def in_words(name: str, value: str) -> str:
    """A value as a person reads it."""
    field: Field | None = BY_KEY.get(name)
    choices = field.choices if field is not None else ()
    return next((_(choice.label) for choice in choices if choice.value == value), value)


def fields(kept: Mapping[str, str], dropped: Mapping[str, str], tiers: Sequence[str]) -> tuple[MergeField, ...]:
    """Every field that at least one of two cards says something in, with what is proposed. `tiers`: the best first."""
    return tuple(
        MergeField(name, label_of(name), kept[name], dropped[name], better(name, kept[name], dropped[name], tiers))
        for name in FIELDS
        if kept[name] or dropped[name]
    )


def better(name: str, kept: str, dropped: str, tiers: Sequence[str] = ()) -> str:
    """The value proposed of the two."""
    if not kept or not dropped or kept == dropped:
        return kept or dropped
    if name in JOINED:
        return joined(kept, dropped)
    if name in _RANKS:
        rank = _RANKS[name]
        return max(kept, dropped, key=lambda value: rank.index(value) if value in rank else -1)
    if name == "tier":
        return min(kept, dropped, key=lambda code: tiers.index(code) if code in tiers else len(tiers))
    if name in _CHOSEN:
        return _CHOSEN[name](kept, dropped)
    return _better_text(kept, dropped)


_RANKS = {
    "stage": ("suspect", "prospect", "former", "client"),
    "temperature": ("cold", "warm", "hot"),
    "audience": ("professional", "consumer"),  # the one the law protects more
}


def _fuller_birthday(kept: str, dropped: str) -> str:
    return dropped if kept.startswith("-") and not dropped.startswith("-") else kept


_CHOSEN: dict[str, Callable[[str, str], str]] = {
    "birthday": _fuller_birthday,
    "snoozed_until": max,
    "sourced_on": min,
    "own_interval": lambda kept, _dropped: kept,
    "language": lambda kept, _dropped: kept,
    "preferred_channel": lambda kept, _dropped: kept,
}


def _better_text(kept: str, dropped: str) -> str:
    """The fuller of the two where one is in the other (J. in Jean), the better written where both say the same."""
    mine, yours = words(kept), words(dropped)
    if mine == yours:
        return max(kept, dropped, key=_care)
    if "".join(mine) == "".join(yours):
        return kept if len(mine) >= len(yours) else dropped
    if _begins(mine, yours):
        return dropped
    return kept


def _begins(short: list[str], full: list[str]) -> bool:
    """Whether every word of `short` is a word of `full`, or begins one."""
    rest = list(full)
    for word in short:
        there = next((one for one in rest if one.startswith(word)), None)
        if there is None:
            return False
        rest.remove(there)
    return len("".join(short)) < len("".join(full))


def _care(text: str) -> tuple[bool, int, int]:
    """How carefully a text was written: capitals where they belong, accents, signs."""
    return (not (text.isupper() or text.islower()), sum(not sign.isascii() for sign in text), len(text))


def joined(kept: str, dropped: str) -> str:
    """Two texts one under the other; what stands there already is not said twice."""
    lines = kept.split("\n")
    known = set(lines)
    return "\n".join([*lines, *(line for line in dropped.split("\n") if line not in known)]).strip()


def lost(fields: Sequence[MergeField], final: Mapping[str, str]) -> list[str]:
    """A line for the note for each value that the merged card doesn't bear."""
    lines = []
    for field in fields:
        for value in dict.fromkeys((field.kept, field.dropped)):
            if field.key not in JOINED and value and key(value) != key(final[field.key]):
                lines.append(f"{field.label}: {in_words(field.key, value)}")
    return lines
