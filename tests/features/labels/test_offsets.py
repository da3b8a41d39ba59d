from petitcrm.base import preferences
from petitcrm.features.labels import offsets


def test_each_printer_and_each_paper_has_its_own() -> None:
    offsets.keep("HP", (5, -5))
    offsets.keep("HP", (12, 0), "DL")
    offsets.keep("HP", (999, -999), "C6")
    offsets.keep("Epson", (1, 1), "DL")
    assert offsets.offset_of("HP") == (5, -5)
    assert offsets.offset_of("HP", "DL") == (12, 0)
    assert offsets.offset_of("HP", "C6") == (100, -100)
    assert offsets.offset_of("", "DL") == offsets.offset_of("HP", "C5") == (0, 0)
    offsets.keep("HP", (0, 0), "DL")
    assert preferences.read()["paper_offsets"] == {"DL": {"Epson": [1, 1]}, "C6": {"HP": [100, -100]}}


def test_what_can_not_be_an_offset_is_none() -> None:
    for kept in (7, {"DL": 7}, {"DL": {"HP": "x"}}, {"DL": {"HP": [1]}}, {"DL": {"HP": [1.5, "a"]}}):
        preferences.keep(paper_offsets=kept)
        assert offsets.offset_of("HP", "DL") == (0, 0)
    preferences.keep(paper_offsets=7)
    offsets.keep("HP", (1, 2), "DL")
    assert offsets.offset_of("HP", "DL") == (1, 2)
