"""What is doubtful on a card: kept as it was typed, and said."""

from petitcrm.base import cards, phones, towns
from petitcrm.base.addresses import block, problems
from petitcrm.base.fields import Field
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts import rules
from petitcrm.features.contacts.fields import FIELDS
from petitcrm.features.contacts.queries import ContactCard, value_of


def of_place(lines: list[str], address: cards.Address, state: str, home: str) -> list[str]:
    """What may keep a letter from arriving at `address`, printed as `lines`; `home` is the sender's country."""
    told = problems(lines, address, home) if lines else []
    if found := towns.mismatch(address.postcode, address.town, address.country or home):
        told.append(_("{postcode} is the postcode of {towns}.").format(postcode=address.postcode, towns=some(found)))
    is_cedex = "cedex" in address.town.casefold()
    if towns.is_unknown(address.postcode, address.country or home) and not is_cedex:
        told.append(
            _("No town has the postcode {postcode}; with a CEDEX, say so after the town.").format(
                postcode=address.postcode
            )
        )
    if state == "returned":
        told.insert(0, _("A letter came back from this address."))
    elif state == "wrong":
        told.insert(0, _("This address is wrong."))
    return told


def some(names: list[str], most: int = 3) -> str:
    """The first few of `names`, and how many more there are."""
    more = len(names) - most
    rest = ngettext(" and {n} other", " and {n} others", more).format(n=more) if more > 0 else ""
    return ", ".join(names[:most]) + rest


def of_card(card: ContactCard, own: tuple[Field, ...], home: str) -> list[str]:
    """Every doubt about a card, in sentences; `own` are the owner's own fields."""
    told = [field.doubt(value_of(card, field.key)) for field in (*FIELDS, *own)]
    for phone in card.phones:
        if doubt := rules.phone_doubt(phone.raw, phone.e164):
            told.append(f"{phone.raw}: {doubt}")
        if phone.e164 and phones.is_surtaxed(phone.e164):
            told.append(_("{number}: surtaxed, costs more than an ordinary call.").format(number=phone.raw))
    told += [f"{email.raw}: {doubt}" for email in card.emails if (doubt := rules.email_doubt(email.raw))]
    for place in card.places:
        told += of_place(block([card.display_name], place.address, home), place.address, place.state, home)
    return [one for one in told if one]
