"""What the list of contacts can be narrowed by."""

from collections.abc import Iterable, Sequence

from petitcrm.base.fields import Choice
from petitcrm.base.language import _, mark
from petitcrm.features.contacts import own_fields
from petitcrm.features.contacts.fields import AUDIENCES, LANGUAGES, STAGES, TEMPERATURES
from petitcrm.features.contacts.own_fields import OwnField
from petitcrm.features.contacts.queries import Condition, tags, tiers
from petitcrm.store.connection import Reader

Worded = tuple[Condition, str]
Group = tuple[str, list[Worded]]

FIRST = (
    Condition("clients", mark("clients"), "c.stage = 'client'"),
    Condition("prospects", mark("prospects"), "c.stage IN ('prospect', 'suspect')"),
)
LAST = (
    Condition("tiered", mark("with a tier"), "c.tier IS NOT NULL"),
    Condition("untiered", mark("without a tier"), "c.tier IS NULL"),
    Condition("companies", mark("companies"), "c.kind = 'company'"),
    Condition("people", mark("people"), "c.kind = 'person'"),
    Condition("with_phone", mark("with a phone"), "EXISTS (SELECT 1 FROM phone x WHERE x.contact_id = c.id)"),
    Condition("without_phone", mark("without a phone"), "NOT EXISTS (SELECT 1 FROM phone x WHERE x.contact_id = c.id)"),
    Condition("with_email", mark("with an e-mail"), "EXISTS (SELECT 1 FROM email x WHERE x.contact_id = c.id)"),
    Condition(
        "without_email", mark("without an e-mail"), "NOT EXISTS (SELECT 1 FROM email x WHERE x.contact_id = c.id)"
    ),
    Condition(
        "without_address",
        mark("without an address"),
        "NOT EXISTS (SELECT 1 FROM address x WHERE x.contact_id = c.id) AND NOT EXISTS (SELECT 1 FROM employment w "
        "JOIN address x ON x.contact_id = w.company_id WHERE w.person_id = c.id AND w.is_main)",
    ),
    Condition("untagged", mark("without a tag"), "NOT EXISTS (SELECT 1 FROM contact_tag x WHERE x.contact_id = c.id)"),
)
_TAGGED = "EXISTS (SELECT 1 FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = c.id AND t.name = ?)"
_IN_TOWN = (
    "EXISTS (SELECT 1 FROM address x WHERE x.contact_id = c.id AND x.town = ?) OR (EXISTS (SELECT 1 FROM employment w "
    "JOIN address x ON x.contact_id = w.company_id WHERE w.person_id = c.id AND w.is_main AND x.town = ?) "
    "AND NOT EXISTS (SELECT 1 FROM address x WHERE x.contact_id = c.id))"
)
_TOWNS = "SELECT town FROM address WHERE town <> '' GROUP BY town ORDER BY count(*) DESC, town LIMIT 40"
_SOURCES = "SELECT source FROM contact WHERE source <> '' AND trashed_at IS NULL GROUP BY source ORDER BY count(*) DESC LIMIT 20"
_CODES = {
    "stage": (mark("Stage"), STAGES),
    "temperature": (mark("Temperature"), TEMPERATURES),
    "audience": (mark("Approached as"), AUDIENCES),
    "language": (mark("Language"), LANGUAGES),
}


def groups(reader: Reader) -> list[Group]:
    """The conditions by value, each group with its title and each condition with its words, as they are shown."""
    codes = {name: (_(title), _choices(name, choices)) for name, (title, choices) in _CODES.items()}
    return [
        (_("Tier"), [(_of_tier(code), code) for code in tiers(reader)]),
        codes["stage"],
        codes["temperature"],
        (_("Tag"), [(_of_tag(name), name) for name in tags(reader)]),
        (_("Town"), [(_of_town(name), name) for name in reader.column(_TOWNS)]),
        (_("Source"), [(_of_source(name), name) for name in reader.column(_SOURCES)]),
        codes["audience"],
        codes["language"],
        *((field.name, _of_own(field)) for field in own_fields.all_of(reader)),
    ]


def named(reader: Reader, keys: Iterable[str], known: Sequence[Condition]) -> tuple[list[Worded], list[str]]:
    """The conditions that `keys` stand for, with their words, and the keys that stand for none.

    `known` are those without a value. Nothing of a key gets into SQL: it is looked up, or bound as a value.
    """
    found: list[Worded] = []
    unknown: list[str] = []
    plain = {one.key: one for one in known}
    for key in dict.fromkeys(keys):
        if key in plain:
            found.append((plain[key], _(plain[key].label)))
        elif worded := _by_value(reader, key):
            found.append(worded)
        else:
            unknown.append(key)
    return found, unknown


def _by_value(reader: Reader, key: str) -> Worded | None:
    kind, _colon, value = key.partition(":")
    if kind in _CODES:
        title, choices = _CODES[kind]
        return next((_titled(_(title), one) for one in _choices(kind, choices) if one[0].key == key), None)
    if f"{kind}:" == own_fields.OWN:
        return _own_by_key(reader, key)
    makers = {
        "tier": (_("Tier"), _of_tier, "SELECT 1 FROM tier WHERE code = ?"),
        "tag": (_("Tag"), _of_tag, "SELECT 1 FROM tag WHERE name = ?"),
        "town": (_("Town"), _of_town, "SELECT ? <> ''"),
        "source": (_("Source"), _of_source, "SELECT ? <> ''"),
    }
    if kind not in makers:
        return None
    title, make, there_is = makers[kind]
    return _titled(title, (make(value), value)) if reader.value(there_is, (value,)) else None


def _own_by_key(reader: Reader, key: str) -> Worded | None:
    for field in own_fields.all_of(reader):
        for one in _of_own(field):
            if one[0].key == key:
                return _titled(field.name, one)
    return None


def _titled(title: str, one: Worded) -> Worded:
    return one[0], titled(title, one[1])


def titled(title: str, words: str) -> str:
    """A condition of a group as it is shown alone: "Tag: VIP"."""
    return _("{title}: {words}").format(title=title, words=words)


def _of_tier(code: str) -> Condition:
    return Condition(f"tier:{code}", code, "c.tier = ?", (code,))


def _of_tag(name: str) -> Condition:
    return Condition(f"tag:{name}", name, _TAGGED, (name,))


def _of_town(name: str) -> Condition:
    return Condition(f"town:{name}", name, _IN_TOWN, (name, name))


def _of_source(name: str) -> Condition:
    return Condition(f"source:{name}", name, "c.source = ?", (name,))


def _choices(key: str, choices: tuple[Choice, ...]) -> list[Worded]:
    sql = f"c.{key} = ?"
    return [
        (Condition(f"{key}:{one.value}", one.label, sql, (one.value,)), _(one.label)) for one in choices if one.value
    ]


def _of_own(field: OwnField) -> list[Worded]:
    """The conditions on one of the owner's fields: its values where they are few, filled, empty."""
    there = "SELECT 1 FROM custom_value v WHERE v.contact_id = c.id AND v.field_id = ? AND v.value"
    found: list[Worded] = []
    if field.kind == "yes_no":
        return [
            (Condition(f"{field.key}=1", "", f"EXISTS ({there} = '1')", (field.id,)), _("yes")),
            (Condition(f"{field.key}=0", "", f"NOT EXISTS ({there} = '1')", (field.id,)), _("no")),
        ]
    if field.kind == "choice":
        found = [
            (Condition(f"{field.key}={one}", "", f"EXISTS ({there} = ?)", (field.id, one)), one)
            for one in field.choices
        ]
    return [
        *found,
        (Condition(f"{field.key}?filled", "", f"EXISTS ({there} <> '')", (field.id,)), _("filled in")),
        (Condition(f"{field.key}?empty", "", f"NOT EXISTS ({there} <> '')", (field.id,)), _("empty")),
    ]
