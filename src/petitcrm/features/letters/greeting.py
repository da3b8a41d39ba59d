"""How a letter to a contact would open: what stands in the empty field of the card."""

from petitcrm.base.language import current
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import for_recipient


def proposed(card: ContactCard) -> str:
    """The appel of a letter to the contact of `card`, worked out from civility, name and language."""
    recipient = Recipient(
        kind=card.kind,
        civility=card.civility,
        given_name=card.given_name,
        family_name=card.family_name,
        company=card.company,
        language=card.language,
    )
    return for_recipient(recipient, language="" if card.language else current()).appel
