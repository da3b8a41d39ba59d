"""May I? One answer for a contact, a channel and a day, with its reason. Law as data with dates (norms section 4)."""

from dataclasses import dataclass
from datetime import date

from petitcrm.base.language import mark

CHANNELS = ("call", "post", "email", "message")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`may`: yes or no; `reason` in words (marked for translation) and the rule's `name`."""

    may: bool
    name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Law:
    """From `since` on, canvassing a consumer by `channel` needs prior consent, a running contract aside."""

    country: str
    channel: str
    since: date
    name: str
    reason: str


LAWS = (
    Law(
        "FR",
        "call",
        date(2026, 8, 11),
        "L.223-1",
        mark("the law forbids calling a private individual who has not agreed to it (L.223-1, since 11 August 2026)"),
    ),
)

_YES = Verdict(True)
_OBJECTED = {
    "call": Verdict(False, "objection", mark("does not want to be called")),
    "post": Verdict(False, "objection", mark("does not want any letters")),
    "email": Verdict(False, "objection", mark("does not want any e-mail")),
    "message": Verdict(False, "objection", mark("does not want any messages")),
}


def may(channel: str, state: str, audience: str, stage: str, day: date, country: str = "FR") -> Verdict:
    """May a contact be approached by `channel` on `day`?

    `state` is the contact's last word on the channel: "objected", "consented" or "". A client is taken to have a
    running contract, within which a call is allowed.
    """
    if state == "objected":
        return _OBJECTED[channel]
    if audience == "consumer" and state != "consented" and stage != "client":
        for law in LAWS:
            if (law.country, law.channel) == (country, channel) and day >= law.since:
                return Verdict(False, law.name, law.reason)
    return _YES
