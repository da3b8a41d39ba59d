"""Telephone numbers as they are written, understood and shown."""

import csv
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.phones import found_in, is_mobile, is_surtaxed, normalise, shown

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "phones"


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("06 11 84 99 24", "+33611849924"),
        ("06-11-84-99-24 (perso)", "+33611849924"),
        ("04.73.26.45.99", "+33473264599"),
        ("+33 (0)4 73 26 45 99", "+33473264599"),
        ("0033 4 73 26 45 99", "+33473264599"),
        ("33611849924", "+33611849924"),
        ("611849924", "+33611849924"),
        ("Tél. : 04 73 26 45 99", "+33473264599"),
        ("01 23 45 67 89 poste 12", "+33123456789"),
        ("tel:+1-418-656-9254;ext=102", "+14186569254"),
        ("06\u202f11\u202f84\u202f99\u202f24", "+33611849924"),
        ("0692 12 34 56", "+262692123456"),
        ("0590 12 34 56", "+590590123456"),
        ("0594 30 12 34", "+594594301234"),
        ("+44 7700 900123", "+447700900123"),
        ("06 11 84 99 24 / 25", "+33611849924"),
        ("perso", ""),
        ("555-0123", ""),
        ("20.03.2024", ""),
        ("732 829 320 00074", ""),
        ("46.772673", ""),
        ("", ""),
        ("1" * 5000, ""),
    ],
)
def test_a_number_is_understood_or_left_alone(text: str, e164: str) -> None:
    assert normalise(text) == e164


def test_another_country_is_the_default_when_asked() -> None:
    assert normalise("034441/ 39 23 34", "DE") == "+4934441392334"
    assert normalise("4045579-110", "DE") == ""
    assert normalise("(07) 3245-2323", "AU") == "+61732452323"


def test_a_number_is_shown_the_way_its_country_writes_it() -> None:
    assert shown("+33611849924") == "06 11 84 99 24"
    assert shown("+491701234567") == "+49 170 1234567"
    assert shown("+33611849924", "DE") == "+33 6 11 84 99 24"
    assert shown("demander à Paul") == "demander à Paul"


def test_all_the_numbers_of_a_text_are_found_in_order() -> None:
    text = "Appeler le 06 11 84 99 24 ou 04.11.84.99.25 (SIRET 732 829 320 00074, le 20.03.2024) ; +49 170 1234567"
    assert found_in(text) == ["+33611849924", "+33411849925", "+491701234567"]
    assert found_in("0611849924/0473264599") == ["+33611849924", "+33473264599"]
    assert found_in("rien ici") == []


def test_the_kind_of_a_number() -> None:
    assert is_mobile("+33611849924")
    assert is_mobile("+262692123456")
    assert not is_mobile("+33473264599")
    assert not is_mobile("bonjour")
    assert is_surtaxed("+33891123456")
    assert is_surtaxed("+33884012345")
    assert not is_surtaxed("+33800123456")
    assert not is_surtaxed("+33611849924")


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    e164 = normalise(text)
    assert e164 == "" or (e164[0] == "+" and e164[1:].isdecimal())
    assert all(number.startswith("+") for number in found_in(text))
    assert isinstance(shown(text), str)


@given(st.integers(100_000_000, 799_999_999))
def test_a_french_number_comes_back_from_how_it_is_shown(number: int) -> None:
    e164 = normalise(f"0{number}")
    if e164.startswith("+33"):
        assert normalise(shown(e164)) == e164


def test_two_hundred_thousand_numbers_are_read_at_once() -> None:
    numbers = [f"06 {i % 37:02d} {i // 7 % 100:02d} {i // 11 % 100:02d} {i % 100:02d}" for i in range(200_000)]
    start = time.perf_counter()
    for number in numbers:
        normalise(number)
    assert time.perf_counter() - start < 2


def test_the_numbers_of_real_files() -> None:
    if not CORPUS.is_dir():
        pytest.skip("../shared is not here")
    with (CORPUS / "phone_strings_share.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            assert normalise(row["raw"], row["default_country"]) == (row["e164_expected"] or ""), row
    countries = json.loads((CORPUS / "phone_countries.json").read_text(encoding="utf-8"))["countries"]
    for country in countries.values():
        for example in country["examples"]:
            assert normalise(example["e164"]) == example["e164"]
