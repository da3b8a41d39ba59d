"""Who is in the series, and what is due, on a real base."""

from datetime import date, timedelta

from nurture_support import LYON, attempts, day, letter, prospect, reached
from petitcrm.base import language
from petitcrm.features.calls.settings import GAPS as CALLS
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.letters.queries import recipients
from petitcrm.features.nurture import lines, queries
from petitcrm.features.nurture.queries import NurtureLine
from petitcrm.features.nurture.settings import GAPS
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.features.samples.fill import fill
from petitcrm.features.tiers import edits as tiers
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from tests_support import TODAY


def series(store: Store) -> dict[str, NurtureLine]:
    return {one.name: one for one in store.read(queries.series, TODAY)}


def test_everybody_stands_where_they_belong_and_says_why(store: Store, ids: dict[str, int]) -> None:
    found = store.read(queries.series, TODAY)
    assert [(one.name, one.state, one.why, one.blocked) for one in found] == [
        ("Anna", "due", "cold", ""),
        ("Bruno", "due", "attempts", ""),
        ("Denis", "answered", "cold", ""),
        ("Chloe", "coming", "cold", ""),
        ("Emma", "blocked", "cold", "no_address"),
        ("Farid", "blocked", "cold", "objection"),
    ]
    by_name = series(store)
    assert by_name["Bruno"].since == date(2026, 5, 11)
    assert (by_name["Denis"].heard, by_name["Denis"].letters) == (TODAY - timedelta(days=5), 1)
    assert (by_name["Chloe"].letters, by_name["Chloe"].step) == (1, 2)
    assert by_name["Farid"].reason == "no letters wanted"
    told = [lines.sentence(by_name[name], TODAY) for name in ("Bruno", "Denis", "Emma")]
    assert told[0] == "In the series since yesterday: 7 attempts without an answer; no letter yet. Letter 1 is due."
    assert "They have answered" in told[1]
    assert told[2].endswith("No letter can go to them: no postal address.")


def test_the_next_letter_waits_for_its_gap_and_for_the_rest_after_a_letter(store: Store, ids: dict[str, int]) -> None:
    assert series(store)["Chloe"].next == date(2026, 6, 1)  # 30 days of rest after 2 May, more than 4 weeks
    store.do("gaps", stored.save, {GAPS: [1, 2]})
    assert series(store)["Chloe"].next == date(2026, 6, 1)  # the run of letters would leave her out before
    store.do("gaps", stored.save, {GAPS: [10]})
    assert series(store)["Chloe"].next == date(2026, 7, 13)  # the 11th is a Saturday


def test_a_new_letter_goes_on_with_the_series_after_an_answer(store: Store, ids: dict[str, int]) -> None:
    store.do("write", letter, ids["denis"], 2)
    line = series(store)["Denis"]
    assert (line.state, line.letters, line.step) == ("coming", 1, 2)
    store.undo()
    assert series(store)["Denis"].state == "answered"


def test_who_never_picked_up_and_then_answers_a_letter_is_shown_apart(store: Store, ids: dict[str, int]) -> None:
    store.do("write", letter, ids["bruno"], 1)
    assert series(store)["Bruno"].state == "coming"
    store.do("answer", history.log, ids["bruno"], Exchange("call", TODAY.isoformat(), "in", "reached"))
    line = series(store)["Bruno"]
    assert (line.state, line.why, line.heard) == ("answered", "attempts", TODAY)
    store.do("warm", contacts.change, ids["bruno"], {"temperature": "warm"}, TODAY)  # somebody has decided
    assert "Bruno" not in series(store)


def test_the_newest_answer_comes_first(store: Store, ids: dict[str, int]) -> None:
    store.do("write", letter, ids["anna"], 40)
    store.do("answer", history.log, ids["anna"], Exchange("call", day(2), "in", "reached"))
    assert [one.name for one in store.read(queries.series, TODAY) if one.state == "answered"] == ["Anna", "Denis"]


def test_a_prospect_who_merely_got_a_letter_and_wrote_back_was_never_in_the_series(store: Store) -> None:
    one, _tables = store.do("new", prospect, "Iris")
    store.do("write", letter, one, 9)
    store.do("answer", history.log, one, Exchange("email", day(2), "in"))
    assert series(store) == {}


def test_cold_prospects_whom_nobody_could_call_are_written_to_all_the_same(store: Store) -> None:
    store.do("new", prospect, "Jules", phone="", temperature="cold")
    assert series(store)["Jules"].state == "due"


def test_deceased_and_trashed_are_said_and_not_dropped(store: Store, ids: dict[str, int]) -> None:
    store.do("deceased", contacts.change, ids["anna"], {"deceased": "yes"}, TODAY)
    store.do("trash", contacts.trash, [ids["bruno"]])
    found = series(store)
    assert (found["Anna"].reason, found["Bruno"].reason) == ("deceased", "in the trash")


def test_an_open_urgent_request_holds_the_letter_back(store: Store, ids: dict[str, int]) -> None:
    store.do("ask", requests.begin, ids["anna"], Asked("Broken", TODAY.isoformat(), urgency="blocking"))
    assert series(store)["Anna"].blocked == "request"


def test_people_are_written_to_at_their_company(store: Store, ids: dict[str, int]) -> None:
    store.do("job", contacts.change, ids["emma"], {"company": "Bois SARL"}, TODAY)
    assert series(store)["Emma"].blocked == "no_address"
    company = store.reader.value("SELECT id FROM contact WHERE kind = 'company'")
    store.do("address", parts.save_address, company, None, LYON)
    assert series(store)["Emma"].state == "due"


def test_a_tier_that_is_written_to_has_its_own_interval(store: Store) -> None:
    store.do("tier", tiers.add, "L", {"every": "6 months", "letters_only": True})
    one, _tables = store.do("new", prospect, "Karl", stage="client", tier="L")
    line = series(store)["Karl"]
    assert (line.state, line.why, line.tier) == ("due", "tier", "L")
    assert lines.why(line) == "tier L: written to every 6 months"
    store.do("write", letter, one, 60)
    store.do("answer", history.log, one, Exchange("email", day(3), "in"))
    assert (series(store)["Karl"].state, series(store)["Karl"].next) == ("coming", date(2026, 9, 14))  # no prospect
    store.do("own", contacts.change, one, {"own_interval": "1 month"}, TODAY)  # is called by an interval of its own
    assert series(store) == {}


def test_another_number_of_attempts_is_the_owners(store: Store) -> None:
    one, _tables = store.do("new", prospect, "Lena")
    store.do("call", attempts, one, 2, 3)
    assert series(store) == {}
    store.do("gaps", stored.save, {CALLS: [1, 1]})
    assert series(store)["Lena"].failed == 3


def test_it_is_said_in_french_too(store: Store, ids: dict[str, int]) -> None:
    language.use("fr")
    assert all(lines.sentence(one, TODAY) for one in store.read(queries.series, TODAY))


def test_the_light_check_says_what_the_run_of_letters_would_say(store: Store) -> None:
    store.keep(fill, 400, 7, TODAY, None)
    found = store.read(queries.series, TODAY)
    assert {one.state for one in found} >= {"due", "answered", "blocked"}
    due = [one.contact_id for one in found if one.state == "due"]
    assert store.read(recipients, due, TODAY).ids == due
    blocked = {one.contact_id: one.blocked for one in found if one.state == "blocked"}
    said = store.read(recipients, list(blocked), TODAY).left_out
    assert {one.contact_id: one.rule for one in said} == blocked


def test_a_company_whose_people_were_reached_is_not_written_to_as_one_that_never_was(store: Store) -> None:
    values = {"company": "Atelier", "phone": "04 75 00 00 01", "stage": "prospect"}
    firm = store.do("firm", contacts.create, "company", values, TODAY)[0]
    person = store.do("person", prospect, "Paule", company="Atelier")[0]
    store.do("try", attempts, firm, 9)
    assert "Atelier" in series(store)
    store.do("call", reached, person, 10)
    assert "Atelier" not in series(store)
