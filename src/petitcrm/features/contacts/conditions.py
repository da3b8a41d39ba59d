"""What the list of contacts can be narrowed by."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import _, mark
from petitcrm.features.contacts.fields import STAGES, TEMPERATURES
from petitcrm.features.contacts.queries import Condition, tags, tiers
from petitcrm.store.connection import Reader

Group = tuple[str, list[tuple[Condition, str]]]

FIRST = (
    Condition("clients", mark("clients"), "c.stage = 'client'"),
    Condition("prospects", mark("prospects"), "c.stage IN ('prospect', 'suspect')"),
)
LAST = (
    Condition("tiered", mark("with a tier"), "c.tier IS NOT NULL"),
    Condition("untiered", mark("without a tier"), "c.tier IS NULL"),
    Condition("companies", mark("companies"), "c.kind = 'company'"),
)
_TAGGED = "EXISTS (SELECT 1 FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = c.id AND t.name = ?)"


def groups(reader: Reader) -> list[Group]:
    """The conditions by value, each group with its title and each condition with its words, as they are shown."""
    return [
        (_("Tier"), [(Condition(f"tier:{code}", code, "c.tier = ?", (code,)), code) for code in tiers(reader)]),
        (_("Stage"), _choices("stage", "c.stage = ?", STAGES)),
        (_("Temperature"), _choices("temperature", "c.temperature = ?", TEMPERATURES)),
        (_("Tag"), [(Condition(f"tag:{name}", name, _TAGGED, (name,)), name) for name in tags(reader)]),
    ]


def _choices(key: str, sql: str, choices: tuple[Choice, ...]) -> list[tuple[Condition, str]]:
    return [
        (Condition(f"{key}:{one.value}", one.label, sql, (one.value,)), _(one.label)) for one in choices if one.value
    ]
