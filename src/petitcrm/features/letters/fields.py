"""What the merge fields of a letter hold for one recipient; only those a model uses are worked out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from petitcrm.base import phones
from petitcrm.base.addresses import country_name
from petitcrm.features.letters.dates import in_words
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.own_values import fact, own_value
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import Salutation
from petitcrm.features.letters.template import by_key


@dataclass(frozen=True, slots=True)
class Context:
    """All that a field of one letter may speak of."""

    recipient: Recipient
    letterhead: Letterhead
    salutation: Salutation
    on: date
    language: str
    by_email: bool = False


_STAGES = {
    "fr": {"suspect": "contact", "prospect": "prospect", "client": "client", "former": "ancien client"},
    "en": {"suspect": "contact", "prospect": "prospect", "client": "customer", "former": "former customer"},
}

# What whoever is written to has to be told (GDPR articles 14 and 21): who has the data, and how to object.
_PRIVACY = {
    "fr": "Vos coordonnées figurent dans le fichier clients et prospects tenu par {name}. Pour les consulter, les faire corriger ou "
    "effacer, ou pour ne plus recevoir {mail}, {write} ; c’est gratuit.",
    "en": "Your details are in the file of customers and prospects of {name}. To see them, to have them corrected or deleted, or "
    "to receive no more {mail}, {write}; it is free of charge.",
    "de": "Ihre Angaben stehen in der Kunden- und Interessentenkartei von {name}. Um sie einzusehen, berichtigen oder löschen zu "
    "lassen oder keine {mail} mehr zu erhalten, {write}; das ist kostenlos.",
    "es": "Sus datos figuran en el fichero de clientes y prospectos de {name}. Para consultarlos, corregirlos o suprimirlos, o "
    "para no recibir más {mail}, {write}; es gratuito.",
    "it": "I Suoi dati figurano nell’archivio clienti e potenziali clienti di {name}. Per consultarli, correggerli o "
    "cancellarli, o per non ricevere più {mail}, {write}; è gratuito.",
}
# (what is received, how to object): by letter, by e-mail
_OBJECTING = {
    "fr": (
        ("nos courriers", "écrivez-nous à l’adresse en tête de cette lettre"),
        ("nos messages", "répondez à celui-ci"),
    ),
    "en": (("letters", "write to us at the address at the head of this letter"), ("e-mails", "reply to this one")),
    "de": (("Post", "schreiben Sie uns an die Adresse im Briefkopf"), ("E-Mails", "antworten Sie auf diese Nachricht")),
    "es": (("cartas", "escríbanos a la dirección del encabezado"), ("mensajes", "responda a este")),
    "it": (("lettere", "ci scriva all’indirizzo in alto"), ("messaggi", "risponda a questo")),
}


def _privacy(context: Context) -> str:
    mail, write = _OBJECTING[context.language][context.by_email]
    text = _PRIVACY[context.language].replace("{mail}", mail).replace("{write}", write)
    return text.replace("{name}", context.letterhead.name)


_SOURCES: dict[str, Callable[[Context], str]] = {
    "civility": lambda c: c.recipient.civility,
    "given_name": lambda c: c.recipient.given_name,
    "family_name": lambda c: c.recipient.family_name,
    "company": lambda c: c.recipient.company,
    "job_title": lambda c: c.recipient.job_title,
    "department": lambda c: c.recipient.department,
    "street": lambda c: c.recipient.address.street,
    "postcode": lambda c: c.recipient.address.postcode,
    "town": lambda c: c.recipient.address.town,
    "country": lambda c: _country(c, c.recipient.address.country),
    "appel": lambda c: c.salutation.appel,
    "appel_min": lambda c: c.salutation.bare,
    "closing": lambda c: c.salutation.closing,
    "date": lambda c: in_words(c.on, c.language),
    "my_company": lambda c: c.letterhead.name,
    "signatory": lambda c: c.letterhead.signatory,
    "signatory_function": lambda c: c.letterhead.function,
    "my_town": lambda c: c.letterhead.town,
    "my_phone": lambda c: c.letterhead.phone,
    "my_email": lambda c: c.letterhead.email,
    "my_web": lambda c: c.letterhead.web,
    "privacy": _privacy,
    "stage": lambda c: _stage(c, c.recipient.stage),
    "company_street": lambda c: c.recipient.employer.address.street,
    "company_postcode": lambda c: c.recipient.employer.address.postcode,
    "company_town": lambda c: c.recipient.employer.address.town,
    "company_country": lambda c: (
        _country(c, c.recipient.employer.address.country) if c.recipient.employer.address.town else ""
    ),
    "company_phone": lambda c: phones.shown(c.recipient.employer.phone, c.letterhead.country or "FR"),
    "company_email": lambda c: c.recipient.employer.email,
    "company_web": lambda c: c.recipient.employer.web,
    "company_stage": lambda c: _stage(c, c.recipient.employer.stage),
    "company_tier": lambda c: c.recipient.employer.tier,
    "company_tags": lambda c: ", ".join(c.recipient.employer.tags),
}


def _country(context: Context, code: str) -> str:
    return country_name(code or context.letterhead.country, "FR" if context.language == "fr" else "GB")


def _stage(context: Context, stage: str) -> str:
    return _STAGES.get(context.language, {}).get(stage, stage)


def _more(key: str, context: Context) -> str | None:
    """An own field of the company, or what a later feature knows; None where `key` is neither."""
    employer = context.recipient.employer
    if own := employer.fields.get(key):
        return own_value(own, employer.own.get(own.key, ""), context.language) if employer.is_known else ""
    value = context.recipient.facts.get(key)
    return None if value is None else fact(value, context.language)


def values_for(keys: Iterable[str], context: Context) -> dict[str, str]:
    """The values of the fields `keys` by key; what the recipient's own `values` say goes first."""
    values = by_key(context.recipient.values) if context.recipient.values else {}
    for key in keys:
        if key in values:
            continue
        if source := _SOURCES.get(key):
            values[key] = source(context)
        elif (more := _more(key, context)) is not None:
            values[key] = more
    return values
