"""Money: whole cents inside, amounts as people write and read them outside."""

import re

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, current

MOST = 100_000_000_000  # cents; what is beyond is a slip of the finger
_BLANKS = re.compile(r"[\s\u00a0\u202f'’_]")
_AMOUNT = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def cents(text: str) -> int:
    """The amount written in `text`, in cents: "12,50", "1 200 €", "1,200.50". Problem where it is none, or below zero."""
    plain = _BLANKS.sub("", text).casefold()
    for sign in ("€", "euros", "euro", "eur"):
        plain = plain.removeprefix(sign).removesuffix(sign)
    found = _AMOUNT.fullmatch(_ungrouped(plain))
    if found is None or len(found[3] or "") > 2:
        raise Problem(
            _("“{text}” is not an amount.").format(text=text.strip()), _("Write it as 12.50 or 1 200, without more.")
        )
    value = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0") or "0")
    if found[1] == "-" and value:
        raise Problem(_("“{text}” is below zero.").format(text=text.strip()), _("Amounts are written without a minus."))
    if value > MOST:
        raise Problem(_("“{text}” is too large.").format(text=text.strip()), _("Look at the number of zeros."))
    return value


def _ungrouped(text: str) -> str:
    """`text` without the signs that part thousands: 1,200.50 and 1.200,50 and 1.200.000."""
    if "." in text and "," in text:
        group = "." if text.rindex(",") > text.rindex(".") else ","
        return text.replace(group, "")
    grouped = _GROUPED.fullmatch(text.lstrip("+-"))
    if grouped and (text.count(grouped[1]) > 1 or (grouped[1] == "," and current() == "en")):
        return text.replace(grouped[1], "")
    return text


def shown(amount: int, *, whole: bool = False) -> str:
    """An amount in cents as it is read: "1 200,50 €", "€1,200.50"; without cents where there are none, or `whole`."""
    minus, amount = ("−" if amount < 0 else ""), abs(amount)
    if whole:
        amount = (amount + 50) // 100 * 100
    euros, rest = divmod(amount, 100)
    if current() == "fr":
        digits = f"{euros:,}".replace(",", "\u202f") + (f",{rest:02d}" if rest else "")
        return f"{minus}{digits}\u00a0€"
    return f"{minus}€{euros:,}" + (f".{rest:02d}" if rest else "")


def typed(amount: int | None) -> str:
    """An amount as it stands in a field to be changed; "" for none."""
    if amount is None:
        return ""
    euros, rest = divmod(amount, 100)
    return f"{euros}{',' if current() == 'fr' else '.'}{rest:02d}" if rest else str(euros)
