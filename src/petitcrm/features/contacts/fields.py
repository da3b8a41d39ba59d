"""What can be said of a contact, each thing declared once."""

import re
from datetime import date
from decimal import Decimal

from petitcrm.base.dates import weekdays_in
from petitcrm.base.fields import Choice, Field
from petitcrm.base.language import _, mark

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

CHANNELS = (
    Choice("", mark("—")),
    Choice("call", mark("by phone")),
    Choice("email", mark("by e-mail")),
    Choice("letter", mark("by post")),
    Choice("message", mark("by message")),
    Choice("visit", mark("by a visit")),
)
USAGES = (
    Choice("", mark("—")),
    Choice("professional", mark("professional")),
    Choice("personal", mark("personal")),
)

_BIRTHDAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})")


def _is_day(year: str, month: str, day: str) -> bool:
    """A day there was; without the year, 29 February is one."""
    try:
        return date(2000 if year == "-" else int(year), int(month), int(day)).year >= 1800
    except ValueError:
        return False


def _is_birthday(text: str) -> bool:
    parts = _BIRTHDAY.fullmatch(text)
    return parts is not None and _is_day(parts[1], parts[2], parts[3])


def _read_birthday(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}))?", text)
    day = f"{found[3] or '-'}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text
    return day if _is_birthday(day) else text


def _doubt_birthday(text: str) -> str:
    if not text or _is_birthday(text):
        return ""
    return _("“{text}” is not a birthday: write it as 9/3/1975, or 9/3 without the year.").format(text=text)


def doubt_day(text: str) -> str:
    """What is wrong with a day that is kept, "" when nothing is."""
    parts = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if not text or (parts and _is_day(parts[1], parts[2], parts[3])):
        return ""
    return _("“{text}” is not a day: write for example 12/4/2026.").format(text=text)


def doubt_weekdays(text: str) -> str:
    """What is wrong with the weekdays somebody is best called on, "" when nothing is."""
    if not text or weekdays_in(text):
        return ""
    return _("“{text}” names no weekdays: write for example Tue, Thu.").format(text=text)


_NUMBER = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,9})?|\.[0-9]{1,9})")


def read_number(text: str) -> str:
    """A number as it is kept, with a point: "1 234,50 €" is 1234.5; what is none stays as it was typed."""
    plain = re.sub(r"[\s\u202f\u00a0€]", "", text)
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return text
    number = Decimal(plain)
    return f"{number.normalize():f}" if number else "0"


def doubt_number(text: str) -> str:
    """What is wrong with a number that is kept, "" when nothing is."""
    return "" if not text or _NUMBER.fullmatch(text) else _("“{text}” is not a number.").format(text=text)


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
    Field("preferred_channel", mark("Prefers"), "choice", section="relation", choices=CHANNELS),
    Field(
        "preferred_days",
        mark("Best days"),
        section="relation",
        hint=mark("for example Tue, Thu or not Fri"),
        doubt=doubt_weekdays,
    ),
    Field("preferred_hours", mark("Best hours"), section="relation", hint=mark("for example mornings, after 2 pm")),
    Field("language", mark("Language"), "choice", section="letters", choices=LANGUAGES),
    Field("salutation", mark("Opening of letters"), section="letters", hint=mark("worked out when left empty")),
    Field("birthday", mark("Birthday"), section="letters", of=("person",), read=_read_birthday, doubt=_doubt_birthday),
    Field("source", mark("Source"), section="letters", hint=mark("where this contact comes from")),
    Field(
        "sourced_on", mark("Since"), "date", section="letters", hint=mark("day of the first contact"), doubt=doubt_day
    ),
    Field("deceased", mark("Deceased"), "yes_no", section="letters", of=("person",)),
    Field(
        "profile",
        mark("How to speak with them"),
        "lines",
        section="notes",
        hint=mark("direct, likes figures…"),
    ),
    Field(
        "bought",
        mark("What they bought"),
        "lines",
        section="notes",
        hint=mark("products, years"),
        stages=("client", "former"),
    ),
    Field("why_left", mark("Why they left"), "lines", section="notes", hint=mark("price, rival…"), stages=("former",)),
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
        "consent", "tier", "setting", "letter", "picture", "custom_field", "custom_value",
        "customer_request", "request_answer", "participant", "attachment", "sequence", "sequence_step", "sequence_member",
    }
)  # fmt: skip
