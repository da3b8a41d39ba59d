"""What can be said of a contact, each thing declared once."""

import re
from datetime import date

from petitcrm.base.fields import Choice, Field, Refused
from petitcrm.base.language import _, mark
from petitcrm.base.text import clean

STAGES = (
    Choice("", mark("—")),
    Choice("suspect", mark("suspect")),
    Choice("prospect", mark("prospect")),
    Choice("client", mark("client")),
    Choice("former", mark("former client")),
)
TEMPERATURES = (
    Choice("", mark("—")),
    Choice("cold", mark("cold")),
    Choice("warm", mark("warm")),
    Choice("hot", mark("hot")),
)
AUDIENCES = (Choice("professional", mark("professional")), Choice("consumer", mark("private individual")))
LANGUAGES = (
    Choice("", mark("— (as mine)")),
    Choice("fr", mark("French")),
    Choice("en", mark("English")),
    Choice("de", mark("German")),
    Choice("es", mark("Spanish")),
    Choice("it", mark("Italian")),
)

_BIRTHDAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})")


def _is_day(year: str, month: str, day: str) -> bool:
    """A day there was; without the year, 29 February is one."""
    try:
        return date(2000 if year == "-" else int(year), int(month), int(day)).year >= 1800
    except ValueError:
        return False


def _birthday(text: str) -> str:
    text = clean(text)
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?", text)
    if found:
        text = f"{found[3] or '-'}-{int(found[2]):02d}-{int(found[1]):02d}"
    parts = _BIRTHDAY.fullmatch(text)
    if text and not (parts and _is_day(parts[1], parts[2], parts[3])):
        raise Refused(
            "birthday",
            _("“{text}” is not a birthday.").format(text=text),
            _("Write it as 9/3/1975, or 9/3 without the year."),
        )
    return text


FIELDS = (
    Field("civility", mark("Title (Mr, Ms…)"), section="identity", of=("person",)),
    Field("given_name", mark("First name"), section="identity", of=("person",)),
    Field("family_name", mark("Last name"), section="identity", of=("person",)),
    Field("company", mark("Company"), section="identity"),
    Field("job_title", mark("Job title"), section="identity", of=("person",)),
    Field("department", mark("Department"), section="identity", of=("person",)),
    Field("stage", mark("Stage"), "choice", section="relation", choices=STAGES),
    Field("temperature", mark("Temperature"), "choice", section="relation", choices=TEMPERATURES),
    Field("tier", mark("Tier"), "choice", section="relation"),
    Field("own_interval", mark("Own interval"), section="relation", hint=mark("for example 6 weeks, 2 months")),
    Field("snoozed_until", mark("Not before"), "date", section="relation", hint=mark("for example Mon, +3w, 12/4")),
    Field("tags", mark("Tags"), section="relation", hint=mark("separated by commas")),
    Field("audience", mark("Approached as"), "choice", section="relation", choices=AUDIENCES),
    Field("language", mark("Language"), "choice", section="letters", choices=LANGUAGES),
    Field("salutation", mark("Opening of letters"), section="letters", hint=mark("worked out when left empty")),
    Field("birthday", mark("Birthday"), section="letters", of=("person",), check=_birthday),
    Field("source", mark("Source"), section="letters", hint=mark("where this contact comes from")),
    Field("deceased", mark("Deceased"), "yes_no", section="letters", of=("person",)),
    Field("note", mark("Notes"), "lines", section="notes"),
)
BY_KEY = {field.key: field for field in FIELDS}

PHONE_LABELS = (
    Choice("", mark("phone")),
    Choice("work", mark("work")),
    Choice("mobile", mark("mobile")),
    Choice("home", mark("home")),
    Choice("main", mark("switchboard")),
    Choice("fax", mark("fax")),
    Choice("other", mark("other")),
)
PLACE_LABELS = (
    Choice("", mark("—")),
    Choice("work", mark("work")),
    Choice("home", mark("home")),
    Choice("invoice", mark("invoices")),
    Choice("other", mark("other")),
)

# What a card shows: a change of any of these tables concerns every screen that has a card on it.
CARD_TABLES = frozenset(
    {
        "contact", "phone", "email", "web", "address", "tag", "contact_tag", "employment", "interaction", "follow_up",
        "consent", "tier", "setting", "letter",
    }
)  # fmt: skip
