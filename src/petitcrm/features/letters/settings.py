"""The settings of letters: who writes, in which envelope."""

import base64
from datetime import date, timedelta

from petitcrm.base.language import mark
from petitcrm.base.settings import Asked, Setting
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.windows import DEFAULT, PRESETS

SECTION = mark("Letterhead")
NAME = Setting("letterhead.name", "", mark("Name of the business"), "text", SECTION)
ADDRESS = Setting("letterhead.address", "", mark("Address, one line under the other"), "lines", SECTION)
TOWN = Setting(
    "letterhead.town",
    "",
    mark("Town written before the date"),
    "text",
    SECTION,
    hint=mark("for example Lyon, as in “Lyon, 12 May 2026”"),
)
PHONE = Setting("letterhead.phone", "", mark("Phone"), "text", SECTION)
EMAIL = Setting("letterhead.email", "", mark("E-mail"), "text", SECTION)
WEB = Setting("letterhead.web", "", mark("Website"), "text", SECTION)
LEGAL = Setting(
    "letterhead.legal",
    "",
    mark("Legal mentions at the foot"),
    "lines",
    SECTION,
    hint=mark("legal form, capital, registration number, VAT number"),
)
SIGNATORY = Setting("letterhead.signatory", "", mark("Person who signs"), "text", SECTION)
FUNCTION = Setting("letterhead.function", "", mark("Position of the person who signs"), "text", SECTION)
LOGO = Setting(
    "letterhead.logo", "", mark("Logo"), "picture", SECTION, hint=mark("at the head of letters, above the name")
)
SIGNATURE = Setting(
    "letterhead.signature",
    "",
    mark("Signature, as a picture"),
    "picture",
    SECTION,
    hint=mark("above the name of the person who signs"),
)
WINDOW = Setting(
    "letters.window",
    DEFAULT.id,
    mark("Window envelope"),
    "choice",
    mark("Letters"),
    choices=tuple((window.id, window.label) for window in PRESETS),
)
RECENT = Setting(
    "letters.recent_days",
    30,
    mark("Days since the last letter that leave somebody out"),
    "number",
    mark("Letters"),
    most=3650,
    hint=mark("0: nobody is left out"),
)
TARIFFS = Setting(
    "letters.tariffs",
    "",
    mark("Postage"),
    "lines",
    mark("Letters"),
    hint=mark("one tariff a line: from which day, up to how many grams, price; for example 2026-01-01 20 g 1.52"),
)

REFERENCE = Setting(
    "letters.reference",
    "mailings",
    mark("Reference and bar code at the foot"),
    "choice",
    mark("Letters"),
    choices=(
        ("mailings", mark("on mailings of more than one letter")),
        ("always", mark("on every letter")),
        ("never", mark("never")),
    ),
    hint=mark("typed or scanned, it finds the letter an answer belongs to"),
)


def letterhead(reader: Asked) -> Letterhead:
    """The sender as it is printed."""
    lines = [line.strip() for line in ADDRESS.read(reader).splitlines() if line.strip()]
    return Letterhead(
        name=NAME.read(reader).strip(),
        lines=lines,
        phone=PHONE.read(reader),
        email=EMAIL.read(reader),
        web=WEB.read(reader),
        legal=LEGAL.read(reader),
        signatory=SIGNATORY.read(reader),
        function=FUNCTION.read(reader),
        town=TOWN.read(reader),
        country=COUNTRY.read(reader),
        logo=base64.b64decode(LOGO.read(reader)),
        signature=base64.b64decode(SIGNATURE.read(reader)),
    )


def recent_since(reader: Asked, today: date) -> str:
    """Who got a letter after this day (ISO) was written to recently."""
    return (today - timedelta(days=RECENT.read(reader))).isoformat()
