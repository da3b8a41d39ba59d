"""Filling an empty base with a sample: some hundreds of contacts to look around, or a million to measure with."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from petitcrm.base.language import current
from petitcrm.base.text import key
from petitcrm.base.text import words as words_of
from petitcrm.features.letters import settings as letters
from petitcrm.features.samples import requests, sequences, words
from petitcrm.features.scripts import edits as scripts
from petitcrm.features.scripts.examples import examples
from petitcrm.store import settings
from petitcrm.store.connection import Reader, marks
from petitcrm.store.schema import now
from petitcrm.store.settings import reader_of

YEAR = 365
LATEST = 18  # the hour of the last exchange: after all others of its day


@dataclass
class _Pools:
    random: random.Random
    surnames: list[str]
    today: date
    moment: str
    uids: Iterator[str]


def fill(session: Session, contacts: int, seed: int, today: date, progress: Callable[[int], bool] | None = None) -> int:
    """Write `contacts` fictitious contacts and ten exchanges for each; the same seed and day give the same base.

    How many exchanges there are. `progress(contacts written)` may answer False to stop.
    """
    _sign_letters(session)
    scripts.add_all(session, examples(current()))
    reader = reader_of(session)
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    pools = _Pools(draw, _surnames(draw, min(9000, contacts // 8)), today, now(), _uids(draw))
    companies = max(2, contacts // 4)
    tags = _write_tags(reader, pools)
    first = (reader.value("SELECT coalesce(max(id), 0) FROM contact") or 0) + 1
    written = 0
    for start in range(0, contacts, 5000):
        count = min(5000, contacts - start)
        _write_contacts(reader, pools, first, start, count, companies, tags)
        written += _write_history(reader, pools, first + start, count, contacts)
        if progress is not None and not progress(start + count):
            break
    requests.write(session, first, contacts, seed, today)
    sequences.write(session, first, contacts, today)
    return written


def _sign_letters(session: Session) -> None:
    """A letterhead, so that letters look as letters do."""
    settings.save(
        session,
        {
            letters.NAME: "Atelier Girard",
            letters.ADDRESS: "14 bis, rue des Tanneurs\n26000 Valence",
            letters.TOWN: "Valence",
            letters.PHONE: "04 65 71 00 00",
            letters.EMAIL: "contact@atelier-girard.example",
            letters.LEGAL: "SARL au capital de 8 000 € – SIRET 000 000 000 00000",
            letters.SIGNATORY: "Claire Girard",
            letters.FUNCTION: "Gérante",
        },
    )


def _uids(draw: random.Random) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{number:012x}7{draw.getrandbits(12):03x}{draw.getrandbits(62) | 1 << 63:016x}"


def _host(name: str) -> str:
    return "-".join(words_of(name))


def _surnames(draw: random.Random, count: int) -> list[str]:
    made: dict[str, None] = dict.fromkeys(words.SURNAMES)
    while len(made) < count:
        middle = draw.choice(words.SURNAME_MIDDLES) if draw.random() < 0.5 else ""
        end = draw.choice(words.SURNAME_MIDDLES) + draw.choice(words.SURNAME_ENDS)
        made[draw.choice(words.SURNAME_STARTS) + middle + end] = None
    return list(made)


def _insert(reader: Reader, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    sql = f"INSERT INTO {table}({columns}) VALUES ({marks(columns.count(',') + 1)})"  # noqa: S608 - fixed names
    reader.execute_many(sql, rows)


def _write_tags(reader: Reader, pools: _Pools) -> list[int]:
    first = (reader.value("SELECT coalesce(max(id), 0) FROM tag") or 0) + 1
    known = set(reader.column("SELECT name FROM tag"))
    rows = [(first + at, next(pools.uids), name) for at, name in enumerate(words.TAGS) if name not in known]
    _insert(reader, "tag", "id, uid, name", rows)
    return reader.column("SELECT id FROM tag ORDER BY id")


_CONTACT = (
    "id, uid, kind, civility, given_name, family_name, company_name, display_name, sort_name, job_title, department, "
    "salutation, language, birthday, audience, stage, temperature, tier, tier_since, deceased, source, note, import_uid, "
    "created_at, changed_at"
)


def _write_contacts(
    reader: Reader, pools: _Pools, first: int, start: int, count: int, companies: int, tags: list[int]
) -> None:
    """Every fourth contact is a company; people work for one of those made before them."""
    draw = pools.random
    rows, phones, emails, addresses, jobs, tagged = [], [], [], [], [], []
    for number in range(start, start + count):
        contact = first + number
        is_company = number % 4 == 0
        surname = draw.choice(pools.surnames)
        stage, temperature, tier = _standing(draw, is_company)
        known = pools.today - timedelta(days=draw.randrange(200, 900))
        if is_company:
            civility = given = job = ""
            company = draw.choice(words.COMPANY_FORMS).format(surname)
            display, sort, family = company, key(company), ""
        else:
            civility, given = draw.choice(words.FIRST_NAMES)
            family, company, job = surname, "", draw.choice(words.JOBS[civility])
            display, sort = f"{given} {family}", key(f"{family} {given}")
            if draw.random() < 0.8 and number > 3:
                employer = first + int(draw.random() ** 1.5 * (number // 4)) * 4
                jobs.append((next(pools.uids), contact, employer, "", "", "", 1))
        note = f"Rencontré au {draw.choice(words.SOURCES).lower()}." if draw.random() < 0.1 else ""
        rows.append(
            (contact, next(pools.uids), "company" if is_company else "person", civility, given, family, company, display,
             sort, job, "", "", "", "", "professional", stage, temperature, tier, known.isoformat() if tier else None, 0,
             draw.choice(words.SOURCES), note, "", f"{known}T09:00:00Z", pools.moment)
        )  # fmt: skip
        if draw.random() < 0.95:
            phones.append(_phone(draw, pools, contact, 0, "work", draw.choice("12345")))
        if not is_company and draw.random() < 0.6:
            phones.append(_phone(draw, pools, contact, 1, "mobile", draw.choice("67")))
        if draw.random() < 0.8:
            host = _host(surname)
            who = f"{_host(given)}.{_host(family)}" if given else "contact"
            emails.append((next(pools.uids), contact, 0, "work", f"{who}@{host}.example", "usable"))
        if is_company or draw.random() < 0.5:
            postcode, town = draw.choice(words.TOWNS)
            street = f"{draw.randrange(1, 180)} {draw.choice(words.STREETS)}"
            addresses.append(
                (next(pools.uids), contact, 0, "work", "", "", street, "", postcode, town, "", "", "usable")
            )
        if draw.random() < 0.25:
            tagged.append((contact, draw.choice(tags)))
    _insert(reader, "contact", _CONTACT, rows)
    _insert(reader, "phone", "uid, contact_id, position, label, number, e164, state", phones)
    _insert(reader, "email", "uid, contact_id, position, label, address, state", emails)
    _insert(
        reader,
        "address",
        "uid, contact_id, position, label, recipient, building, street, locality, postcode, town, region, country, state",
        addresses,
    )
    _insert(reader, "employment", "uid, person_id, company_id, role, since, until, is_main", jobs)
    _insert(reader, "contact_tag", "contact_id, tag_id", tagged)


def _standing(draw: random.Random, is_company: bool) -> tuple[str, str, str | None]:
    """(stage, temperature, tier): more people than companies are called."""
    if is_company and draw.random() < 0.5:
        return "", "", None
    chance = draw.random()
    if chance < 0.45:
        return "client", "", draw.choices("ABCD", (1, 3, 4, 4))[0]
    if chance < 0.75:
        return "prospect", draw.choices(("hot", "warm", "cold"), (1, 3, 4))[0], None
    return ("former", "", None) if chance < 0.83 else ("suspect", "", None)


def _phone(draw: random.Random, pools: _Pools, contact: int, position: int, label: str, area: str) -> tuple[Any, ...]:
    """A number of the ranges that Arcep keeps for fiction (decision 2018-0881): 0X XX 00 .. and 06 39 98."""
    if label == "mobile":
        national = f"63998{draw.randrange(10000):04d}"
    else:
        block = {"1": "19900", "2": "26191", "3": "35301", "4": "46571", "5": "53649"}[area]
        national = f"{block}{draw.randrange(10000):04d}"
    shown = "0" + national
    pairs = " ".join(shown[at : at + 2] for at in range(0, 10, 2))
    return (next(pools.uids), contact, position, label, pairs, f"+33{national}", "usable")


_KINDS = (("call", 6), ("email", 2), ("visit", 1), ("letter", 1))
_OUTCOMES = (("reached", 6), ("no_answer", 2), ("message_left", 1), ("busy", 1))
# How long ago the last call was, at most: a little more than the interval, so that some calls are late.
_RECENT = {"A": 33, "B": 98, "C": 195, "D": 390, "hot": 4, "warm": 16}


def _write_history(reader: Reader, pools: _Pools, first: int, count: int, contacts: int) -> int:
    """Ten exchanges a contact over a year and more, the livelier contacts having more of them.

    The last one is a call that reached somebody, or a try of the last days, so that a day has some calls and not all.
    """
    draw = pools.random
    standing = {
        row[0]: row[1:]
        for row in reader.rows(
            "SELECT id, stage, coalesce(tier, ''), temperature FROM contact WHERE id >= ? AND id < ?",
            (first, first + count),
        )
    }
    rows: list[tuple[Any, ...]] = []
    promised = []
    for contact, (stage, tier, temperature) in standing.items():
        if not (stage or tier) and contacts < 5000:
            continue
        amount = min(60, int(draw.expovariate(1 / 10)) + (2 if stage in ("client", "prospect") else 0))
        recent = 1 + int(draw.random() * _RECENT.get(tier or temperature, 300))
        days = sorted((recent + int(draw.random() ** 1.6 * YEAR * 1.6) for _turn in range(amount)), reverse=True)
        rows.extend(_exchange(draw, pools, contact, day) for day in days[:-1])
        if days:
            rows.append(_last_call(draw, pools, contact, recent, bool(tier or temperature in ("hot", "warm"))))
        if stage == "client" and draw.random() < 0.03:
            day = pools.today + timedelta(days=draw.randrange(0, 9))
            at = f"{draw.randrange(9, 18):02d}:{draw.choice(('00', '30'))}" if draw.random() < 0.6 else ""
            promised.append(
                (next(pools.uids), contact, "call", day.isoformat(), at, "Rappeler pour le devis", pools.moment)
            )
    rows.sort(key=lambda row: row[5])
    columns = "uid, contact_id, kind, direction, outcome, day, at, minutes, subject, text, created_at"
    _insert(reader, "interaction", columns, rows)
    _insert(reader, "follow_up", "uid, contact_id, kind, day, at, text, created_at", promised)
    return len(rows)


def _drawn(draw: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    names, weights = zip(*choices, strict=True)
    return str(draw.choices(names, weights)[0])


def _exchange(draw: random.Random, pools: _Pools, contact: int, days_ago: int) -> tuple[Any, ...]:
    kind = _drawn(draw, _KINDS)
    outcome = _drawn(draw, _OUTCOMES) if kind == "call" else ""
    direction = "in" if kind == "email" and draw.random() < 0.5 else "out"
    return _entry(draw, pools, contact, days_ago, kind, outcome, direction)


def _last_call(draw: random.Random, pools: _Pools, contact: int, days_ago: int, is_called: bool) -> tuple[Any, ...]:
    if is_called and draw.random() < 0.06:
        return _entry(draw, pools, contact, draw.randrange(1, 4), "call", _drawn(draw, _OUTCOMES[1:]), "out", LATEST)
    return _entry(draw, pools, contact, days_ago, "call", "reached", "out", LATEST)


def _entry(
    draw: random.Random,
    pools: _Pools,
    contact: int,
    days_ago: int,
    kind: str,
    outcome: str,
    direction: str,
    hour: int = 0,
) -> tuple[Any, ...]:
    day = pools.today - timedelta(days=days_ago)
    while kind != "email" and day.weekday() > 4:
        day -= timedelta(days=1)
    topic = draw.choice(words.TOPICS).format(n=draw.randrange(1000, 99999))
    said = draw.choice(words.SAID).format(m=draw.choice(words.MONTHS), p=draw.randrange(2, 30))
    text = f"Pour {topic}. {said}" if outcome in ("", "reached") else ""
    at = f"{hour or draw.randrange(9, 18):02d}:{draw.randrange(60):02d}"
    minutes = draw.randrange(2, 25) if outcome == "reached" else None
    return (next(pools.uids), contact, kind, direction, outcome, day.isoformat(), at, minutes, "", text, pools.moment)
