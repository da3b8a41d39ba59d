"""What is true of a contact."""

import re
from collections.abc import Iterable

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.base.language import _, ngettext
from petitcrm.base.text import clean, digits, key


def display_name(kind: str, given_name: str, family_name: str, company_name: str, others: Iterable[str] = ()) -> str:
    """The name a contact is shown under: its own, or the first of `others` (e-mail, phone) where it has none."""
    own = company_name if kind == "company" else clean(f"{given_name} {family_name}")
    return own or next((other for other in others if other), "") or company_name or _("(no name)")


def sort_name(kind: str, given_name: str, family_name: str, display: str) -> str:
    """What a contact is sorted by and found under: the last name first, folded."""
    own = key(f"{family_name} {given_name}") if kind == "person" else ""
    return own or key(display) or display.casefold()


_INTERVAL = re.compile(r"(\d{1,3})\s*(j|jours?|d|days?|s|sem|semaines?|w|weeks?|m|mois|months?|a|ans?|y|years?)")


def own_interval(text: str) -> tuple[int | None, int | None]:
    """(months, days) meant by "6 weeks", "2 mois", "10j"; (None, None) for nothing. Refused where it is no interval.

    At least one day, at most ten years: more is a slip of the pen.
    """
    said = key(text)
    if not said:
        return None, None
    found = _INTERVAL.fullmatch(said)
    if found is None or not int(found[1]):
        raise Refused(
            "own_interval",
            _("“{text}” is not an interval.").format(text=text),
            _("Write for example 6 weeks or 2 months."),
        )
    count, unit = int(found[1]), found[2][0]
    months = count * 12 if unit in "ay" else count if unit == "m" else None
    days = None if months else count * 7 if unit in "sw" else count
    if (months or 0) > 120 or (days or 0) > 3650:
        raise Refused("own_interval", _("An interval can't be longer than ten years."))
    return months, days


def interval_text(months: int | None, days: int | None) -> str:
    """An own interval as it is typed: "2 months", "6 weeks", "10 days"."""
    if months:
        return ngettext("{n} month", "{n} months", months).format(n=months)
    if days and days % 7 == 0:
        return ngettext("{n} week", "{n} weeks", days // 7).format(n=days // 7)
    return ngettext("{n} day", "{n} days", days).format(n=days) if days else ""


def split_tags(text: str) -> list[str]:
    """The tags in "salon Lyon, VIP": each once, in order."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        if name := clean(part)[:60]:
            found.setdefault(name.casefold(), name)
    return list(found.values())


_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def email_doubt(address: str) -> str:
    """What is wrong with an e-mail address that is kept, "" when nothing is."""
    return "" if not address or _EMAIL.fullmatch(address) else _("This is not an e-mail address.")


def phone_doubt(number: str, e164: str) -> str:
    """What is wrong with a phone that is kept, "" when nothing is."""
    if e164 or not number:
        return ""
    return _("This number can't be dialled.") if len(digits(number)) > 2 else _("This is not a phone number.")


LONGEST_LINE = 1_000
LONGEST_TEXT = 100_000


def check_length(name: str, label: str, text: str, most: int) -> None:
    """Refused where `text` is longer than a field keeps: cutting it would lose something."""
    if len(text) > most:
        raise Refused(
            name,
            _("“{field}”: this text has {count} characters, {most} at most are kept.").format(
                field=label, count=len(text), most=most
            ),
            _("Shorten it; long texts belong into the notes or into a file beside."),
        )


def check_any_name(given_name: str, family_name: str, company: str, others: Iterable[str]) -> None:
    """A contact needs something to be called by: Problem otherwise."""
    if not any((given_name, family_name, company, *others)):
        raise Problem(_("A contact needs a name, a company, an e-mail address or a phone."))
