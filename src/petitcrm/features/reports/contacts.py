"""One contact as JSON (keys that do not change) and as text."""

from dataclasses import asdict
from datetime import date
from typing import Any

from petitcrm.base import phones
from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.calls.queries import next_call
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.doubts import of_card
from petitcrm.features.contacts.fields import BY_KEY
from petitcrm.features.contacts.rules import interval_text
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.history.fields import KINDS, OUTCOMES, word
from petitcrm.features.history.queries import timeline
from petitcrm.store.connection import Reader


def as_json(reader: Reader, contact_id: int, today: date, *, history: bool = True) -> dict[str, Any]:
    """The contact as the README documents it; phones are E.164 where they are understood."""
    card = queries.card(reader, contact_id)
    if card is None:
        return {}
    following = next_call(reader, contact_id, today)
    return {
        "uid": card.uid,
        "kind": card.kind,
        "display_name": card.display_name,
        "civility": card.civility,
        "given_name": card.given_name,
        "family_name": card.family_name,
        "company": card.company,
        "job_title": card.job_title,
        "department": card.department,
        "phones": [phone.e164 or phone.raw for phone in card.phones],
        "emails": [email.raw for email in card.emails],
        "webs": [web.raw for web in card.webs],
        "addresses": [asdict(place.address) for place in card.places],
        "tier": card.tier or None,
        "stage": card.stage or None,
        "temperature": card.temperature or None,
        "audience": card.audience,
        "snoozed_until": card.snoozed_until or None,
        "salutation": card.salutation,
        "deceased": card.deceased,
        "own_interval": interval_text(card.own_months, card.own_days) or None,
        "tags": list(card.tags),
        "birthday": card.birthday or None,
        "language": card.language or None,
        "source": card.source,
        "sourced_on": card.sourced_on or None,
        "preferred_channel": card.preferred_channel or None,
        "preferred_days": card.preferred_days,
        "preferred_hours": card.preferred_hours,
        "profile": card.profile,
        "bought": card.bought,
        "why_left": card.why_left,
        "own_fields": _own(reader, card),
        "jobs": [
            {"company": job.name, "role": job.role, "since": job.since, "until": job.until, "main": job.is_main}
            for job in card.jobs
        ],
        "parts": [
            {
                "kind": kind,
                "value": part.e164 or part.raw,
                "label": part.label,
                "usage": part.usage,
                "state": part.state,
            }
            for kind, found in (("phone", card.phones), ("email", card.emails), ("web", card.webs))
            for part in found
        ],
        "pictures": [picture.kind for picture in card.pictures],
        "doubts": of_card(card, queries.own_fields(reader), COUNTRY.read(reader)),
        "note": card.note,
        "trashed": bool(card.trashed_at),
        "next_call": {
            "on": following.day.isoformat() if following.day else None,
            "at": following.at or None,
            "reason": following.reason,
        },
        "last_reached": following.last_reached.isoformat() if following.last_reached else None,
    } | ({"history": _history(reader, contact_id)} if history else {})


def _own(reader: Reader, card: queries.ContactCard) -> dict[str, str]:
    return {field.label: card.own[field.key] for field in queries.own_fields(reader) if field.key in card.own}


def _history(reader: Reader, contact_id: int) -> list[dict[str, Any]]:
    return [
        {
            "kind": entry.kind,
            "direction": entry.direction,
            "outcome": entry.outcome or None,
            "on": entry.day.isoformat(),
            "at": entry.at or None,
            "subject": entry.subject,
            "text": entry.text,
        }
        for entry in timeline(reader, contact_id, 20)
    ]


def as_text(reader: Reader, contact_id: int, today: date) -> str:
    """The contact for a terminal."""
    card = queries.card(reader, contact_id)
    if card is None:
        return ""
    following = next_call(reader, contact_id, today)
    lines = [card.display_name, " · ".join(part for part in (card.job_title, card.company) if part)]
    standing = (_(BY_KEY["stage"].label_of(card.stage)) if card.stage else "", _("tier {tier}").format(tier=card.tier))
    lines.append(" · ".join(part for part in (standing[0], standing[1] if card.tier else "", *card.tags) if part))
    lines += [phones.shown(phone.e164) if phone.e164 else phone.raw for phone in card.phones]
    lines += [email.raw for email in card.emails]
    for place in card.places:
        address = place.address
        lines.append(", ".join(part for part in (address.street, f"{address.postcode} {address.town}".strip()) if part))
    lines.append(_("Next call: {when}").format(when=following.day or "—") + f" ({following.reason})")
    for entry in timeline(reader, contact_id, 10):
        outcome = _(word(OUTCOMES, entry.outcome)) if entry.outcome else ""
        lines.append(
            f"  {shown(entry.day, today)}  {_(word(KINDS, entry.kind))} {outcome}  {entry.subject} {entry.text}".rstrip()
        )
    return "\n".join(line for line in lines if line)
