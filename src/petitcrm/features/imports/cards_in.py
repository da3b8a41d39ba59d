"""A card made of the properties of a vCard."""

import re
from itertools import islice

from petitcrm.base.cards import Address, Card
from petitcrm.base.language import _, mark
from petitcrm.base.people import clean_civility, looks_like_company, split_name
from petitcrm.base.text import clean, clean_lines, words
from petitcrm.features.imports.days import day_of
from petitcrm.features.imports.details import (
    EMAIL,
    add_email,
    add_emails,
    add_extra,
    add_phones,
    add_tags,
    add_web,
    finish,
    has_contact,
    name_from_text,
)
from petitcrm.features.imports.extras import ABOUT, ANDROID_EVENTS, MACHINE, MESSAGING, PHONETIC
from petitcrm.features.imports.labels import label_of
from petitcrm.features.imports.places import apple_country, lines_of, place_lines, read_address, tidy_address
from petitcrm.features.imports.vcard import SKIPPED, Property, RawCard, logical_lines, parts_of, property_of, unescaped

MOST_PROPERTIES = 2_000  # of one card


class _Builder:
    """One card in the making."""

    def __init__(self, properties: list[Property], country: str) -> None:
        self.properties = properties
        self.country = country
        self.card = Card()
        self.displayed = ""
        self.kind = ""
        self.as_company = False
        self.picture = False
        self.labels = {p.group: unescaped(p.value) for p in properties if p.name == "X-ABLABEL" and p.group}
        self.codes = {p.group: p.value for p in properties if p.name == "X-ABADR" and p.group}
        self.postal_labels = [p for p in properties if p.name == "LABEL"]
        self.addressed = False
        self.is_ours = any(p.name == "PRODID" and "PetitCRM" in p.value for p in properties)
        self.places = {p.group: parts_of(p.value) for p in properties if p.name == "X-PETITCRM-ADR" and p.group}

    def build(self) -> Card:
        """The card, names and company settled."""
        for one in self.properties:
            self._take(one)
        if not self.addressed:
            for one in self.postal_labels:
                self._postal_label(one)
        self._settle_name()
        finish(self.card, self.country)
        return self.card

    def is_group(self) -> bool:
        return self.kind == "group"

    def _label(self, one: Property) -> str:
        if own := self.labels.get(one.group, ""):
            return label_of(own)
        types = [kind for kind in one.types if kind.lower() not in ("pref", "internet", "voice", "quoted-printable")]
        meanings = [
            label_of(kind.lower() if kind.isupper() else kind)
            for kind in types
            if "-" not in kind and not kind.lower().startswith("x")
        ]
        for label in ("fax", "pager", "mobile", "work", "home", "main"):
            if label in meanings:
                return label
        return next((label for label in meanings if label), "")

    def _take(self, one: Property) -> None:
        name = one.name
        if name in MACHINE and name not in ("KIND",):
            return
        taker = getattr(self, "_take_" + name.lower(), None) if name.isalpha() else None
        if taker is not None:
            taker(one)
        elif name in SKIPPED:
            self._agent(one) if name == "AGENT" else None
            self.picture = self.picture or name in ("PHOTO", "LOGO")
        elif name.startswith("X-"):
            self._own_property(one)
        elif name in ABOUT or name.isalpha():
            self._keep(one, ABOUT.get(name, ""))

    # -- one method per property --

    def _take_n(self, one: Property) -> None:
        family, given, middle, prefix, suffix = ([*parts_of(one.value), "", "", "", "", ""])[:5]
        card = self.card
        if card.family_name or card.given_name:
            full = " ".join(clean(part) for part in (prefix, given, middle, family, suffix) if part)
            if words(full) != words(f"{card.given_name} {card.family_name}"):
                add_extra(card, _("Other name"), full)
            return
        card.family_name, card.given_name = clean(family), clean(given)
        if prefix:
            card.civility = clean_civility(prefix)
            if not card.civility:
                add_extra(card, _("Title before the name"), prefix)
        add_extra(card, _("Middle name"), middle)
        add_extra(card, _("Suffix"), suffix)

    def _take_fn(self, one: Property) -> None:
        text = clean(unescaped(one.value))
        if self.displayed and text and text != self.displayed:
            add_extra(self.card, _("Other name"), text)
        self.displayed = self.displayed or text

    def _take_org(self, one: Property) -> None:
        parts = [clean(part) for part in parts_of(one.value)]
        units = ", ".join(part for part in parts[1:] if part)
        if not self.card.company and parts[0]:
            self.card.company = parts[0]
            self.card.department = self.card.department or units
        elif parts[0] != self.card.company or units != self.card.department:
            add_extra(self.card, _("Company"), ", ".join(part for part in parts if part))

    def _take_title(self, one: Property) -> None:
        text = clean(unescaped(one.value))
        if not self.card.job_title:
            self.card.job_title = text
        elif text != self.card.job_title:
            add_extra(self.card, _("Job title"), text)

    def _take_role(self, one: Property) -> None:
        if any(other.name == "TITLE" and other.value for other in self.properties):
            add_extra(self.card, _("Role"), unescaped(one.value))
        else:
            self._take_title(one)

    def _take_tel(self, one: Property) -> None:
        add_phones(self.card, re.sub(r"^tel:", "", clean(unescaped(one.value)), flags=re.I), self._label(one))

    def _take_email(self, one: Property) -> None:
        add_emails(self.card, clean(unescaped(one.value)), self._label(one))

    def _take_url(self, one: Property) -> None:
        add_web(self.card, clean(unescaped(one.value)), self._label(one))

    def _take_note(self, one: Property) -> None:
        text = clean_lines(unescaped(one.value))
        if text and text not in self.card.note:
            self.card.note = f"{self.card.note}\n{text}".strip()

    def _take_categories(self, one: Property) -> None:
        add_tags(self.card, (tag for part in parts_of(one.value, ",") for tag in part.split(",")))

    def _take_uid(self, one: Property) -> None:
        self.card.uid = self.card.uid or clean(one.value).removeprefix("urn:uuid:")[:200]

    def _take_kind(self, one: Property) -> None:
        self.kind = one.value.strip().lower()

    def _take_lang(self, one: Property) -> None:
        self.card.language = self.card.language or one.value.strip().lower()[:2]

    def _take_bday(self, one: Property) -> None:
        day = day_of(one.value)
        if day and not self.card.birthday:
            self.card.birthday = day
        elif day != self.card.birthday or not day:
            add_extra(self.card, _("Birthday"), unescaped(one.value))

    def _take_nickname(self, one: Property) -> None:
        for name in parts_of(one.value, ","):
            if name != self.displayed:
                add_extra(self.card, _("Nickname"), name)

    def _take_adr(self, one: Property) -> None:
        parts = parts_of(one.value)
        box, extended, street, town, region, code, country = [*parts, *[""] * 7][:7]
        address = Address(
            street=street, town=clean(town), region=clean(region), postcode=clean(code), label=self._label(one)
        )
        self.addressed = self.addressed or any(parts)
        if one.group in self.places:  # written by PetitCRM: nothing to guess
            kept = Address(*self.places[one.group][:8])
            kept.label = address.label
            self.card.addresses.append(kept)
            return
        if extended:
            country = self._extended(extended, address) or country
        if box:
            boxed = f"BP {clean(box)}" if clean(box).isdecimal() else clean(box)
            address.locality = ", ".join(part for part in (address.locality, boxed) if part)
        country = clean(country) or apple_country(self.codes.get(one.group, ""))
        unknown = tidy_address(address, country, self.country)
        if unknown and len(parts) > 6 and parts[6]:
            add_extra(self.card, _("Country"), unknown)
        for part in parts[7:]:
            add_extra(self.card, _("Address"), part)
        address.street = clean(address.street)
        self.card.addresses.append(address)

    def _extended(self, extended: str, address: Address) -> str:
        """The extended address: a floor or an office, sometimes the street, sometimes everything."""
        if address.street or (address.town and "\n" not in extended):
            if not address.street:
                address.street = clean(extended)
            elif re.match(r"\d+\w?,? +[^\W\d]{2}", extended) and not address.street[:1].isdigit():
                address.street, address.building = clean(extended), clean(address.street)
            else:
                address.building = ", ".join(lines_of(extended))
            return ""
        if address.town:
            place_lines(lines_of(extended), address)
            return ""
        return read_address(extended, address)

    def _postal_label(self, one: Property) -> None:
        address = Address(label=self._label(one))
        country = read_address(unescaped(one.value), address)
        tidy_address(address, country, self.country)
        self.card.addresses.append(address)

    # -- the rest --

    def _agent(self, one: Property) -> None:
        found = re.search(r"FN[^:]{0,40}:\s*(.+?)\s*(?:\\n|\n|TEL|EMAIL|PHOTO|ORG|END:|$)", one.value)
        if found:
            add_extra(self.card, _("Agent"), unescaped(found[1]))

    def _own_property(self, one: Property) -> None:
        name = one.name[2:]
        if name.startswith("ABSHOWAS"):
            self.as_company = self.as_company or one.value.strip().upper() == "COMPANY"
        elif name == "ADDRESSBOOKSERVER-KIND":
            self.kind = self.kind or one.value.strip().lower()
        elif name == "ANDROID-CUSTOM":
            self._android(one)
        elif name.startswith("PETITCRM-"):
            self._ours(name.removeprefix("PETITCRM-").lower(), one.value)
        elif name in PHONETIC:
            self._keep(one, PHONETIC[name])
        else:
            self._own_by_name(one, name)

    def _ours(self, name: str, value: str) -> None:
        """What PetitCRM says of a contact and a vCard has no property for."""
        if name in ("stage", "temperature", "tier", "source"):
            setattr(self.card, name, unescaped(value))
        elif name == "more":
            label, *texts = parts_of(value)
            add_extra(self.card, label, "".join(texts))

    def _own_by_name(self, one: Property, name: str) -> None:
        for prefix in ("EVOLUTION-", "KADDRESSBOOK-X-", "KADDRESSBOOK-", "MS-", "WAB-", "MOZILLA-", "EPOC"):
            name = name.removeprefix(prefix)
        if name in MESSAGING:
            self._keep(one, MESSAGING[name])
        elif name in (
            "ANNIVERSARY",
            "NICKNAME",
            "MAIDENNAME",
            "SPOUSE",
            "MANAGER",
            "ASSISTANT",
            "CHILDREN",
            "HOBBY",
            "SOCIALPROFILE",
        ):
            self._keep(one, ABOUT[name])
        elif name in (
            "PROFESSION",
            "DEPARTMENT",
            "NOTE",
            "ABDATE",
            "ABRELATEDNAMES",
            "INTERESTS",
            "ASSISTANTSNAME",
            "MANAGERSNAME",
        ):
            self._keep(one, ABOUT.get(name, ""))
        elif name.startswith("BLOG"):
            self._keep(one, mark("Blog"))
        elif name.startswith("CUSTOM"):
            self._keep(one, "")

    def _keep(self, one: Property, label: str) -> None:
        own = self.labels.get(one.group, "")
        shown = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", own.strip())
        value = unescaped(one.value)
        kind = next(
            (kind for kind in one.types if kind.lower() not in ("pref", "internet", "text", "home", "work")), ""
        )
        if label == ABOUT["RELATED"] or label == ABOUT["CHAT"] or label == ABOUT["SOCIALPROFILE"]:
            shown = shown or kind.capitalize()
        title = shown or _(label) or one.name.removeprefix("X-").replace("-", " ").capitalize()
        add_extra(
            self.card, title, "; ".join(part for part in value.split(";") if part.strip()) if ";;" in value else value
        )

    def _android(self, one: Property) -> None:
        kind, value, number, *more = [*one.value.split(";"), "", "", ""]
        label = more[0] if more else ""
        if kind.endswith("/nickname"):
            add_extra(self.card, _("Nickname"), value)
        elif kind.endswith("/contact_event"):
            self._android_event(value, number, label)
        elif kind.endswith("/relation"):
            add_extra(self.card, label or _("Relation"), value)

    def _android_event(self, value: str, number: str, label: str) -> None:
        if number == "3" and not self.card.birthday and day_of(value):
            self.card.birthday = day_of(value)
        else:
            add_extra(self.card, label or _(ANDROID_EVENTS.get(number, mark("Date"))), value)

    # -- who it is --

    def _settle_name(self) -> None:
        card = self.card
        for part in ("family_name", "given_name"):
            if EMAIL.fullmatch(getattr(card, part)):
                add_email(card, getattr(card, part), "")
                setattr(card, part, "")
        named = bool(card.family_name or card.given_name)
        if self._is_company(named):
            self._settle_company(named)
            return
        if self.is_ours:  # the name stands in its parts
            return
        if not named and self.displayed:
            name_from_text(card, self.displayed)
        elif named and not self._says_the_same():
            self._displayed_otherwise()
        elif (
            card.family_name
            and not card.given_name
            and " " in card.family_name
            and not re.search(r"\d", card.family_name)
        ):
            name = split_name(card.family_name)
            if len(card.family_name.split()) < 4:
                card.civility, card.given_name = card.civility or name.civility, name.given_name
                card.family_name = name.family_name

    def _is_company(self, named: bool) -> bool:
        card = self.card
        if self.as_company or self.kind in ("org", "organization", "location"):
            return True
        if named or self.kind == "individual":
            return False
        same = words(self.displayed) == words(card.company)
        if card.company:
            return same or not self.displayed
        return bool(self.displayed) and "@" not in self.displayed and looks_like_company(self.displayed)

    def _settle_company(self, named: bool) -> None:
        card = self.card
        card.kind = "company"
        name = " ".join(part for part in (card.given_name, card.family_name) if part)
        if not card.company:
            card.company = self.displayed or name
        for other in (self.displayed, name):
            if other and words(other) != words(card.company):
                add_extra(card, _("Other name"), other)
        card.given_name = card.family_name = card.civility = ""

    def _says_the_same(self) -> bool:
        """Whether the displayed name is only the name's parts in some order."""
        card = self.card
        kept = " ".join(
            value for label, value in card.extra if label in (_("Middle name"), _("Suffix"), _("Title before the name"))
        )
        parts = set(words(f"{card.civility} {card.given_name} {card.family_name} {card.company} {kept}"))
        raw = next((one.value for one in self.properties if one.name == "N"), "")
        return set(words(self.displayed)) <= parts | set(words(unescaped(raw)))

    def _displayed_otherwise(self) -> None:
        card = self.card
        name = split_name(self.displayed)
        rest = set(words(f"{name.given_name} {name.family_name}"))
        if name.civility and rest <= set(words(f"{card.given_name} {card.family_name}")):
            card.civility = card.civility or name.civility
        elif EMAIL.fullmatch(self.displayed):
            add_email(card, self.displayed, "")
        else:
            add_extra(card, _("Displayed name"), self.displayed)


def read_card(raw: RawCard, country: str, fallback: str) -> tuple[Card | None, str]:
    """(the card, "") or (None, why it isn't one)."""
    old = any(re.match(rb"\s*VERSION\s*:\s*2\.1", line, re.I) for line in raw.lines)
    properties = []
    picture = False
    for line in islice(logical_lines(raw.lines, old), MOST_PROPERTIES):
        one = property_of(line, fallback)
        if one is None:
            picture = True
        elif one.value or one.name == "N":
            properties.append(one)
    builder = _Builder(properties, country)
    card = builder.build()
    if builder.is_group():
        return None, _("This is a group of contacts, not a contact.")
    if has_contact(card):
        return card, ""
    if card.addresses:
        return None, _("There is only an address: no name, no company, no e-mail, no phone.")
    if not raw.is_whole:
        return None, _("The file breaks off in the midst of this card.")
    if picture or builder.picture:
        return None, _("There is only a picture: no name, no company, no e-mail, no phone.")
    return None, _("There is neither a name nor a company, an e-mail or a phone.")
