"""Campaigns from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from petitcrm.cli import run
from petitcrm.features.campaigns import queries
from petitcrm.store.store import Store

KEYS = {
    "sent", "returned", "delivered", "replies", "orders", "cost", "margin", "break_even_orders", "break_even_rate",
    "response_rate", "response_interval", "roi",
}  # fmt: skip


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], store: Store) -> Any:
    """Run a command on the base; its exit code, what it printed, what it complained of."""

    def call(*words: str) -> tuple[int, str, str]:
        code = run(["--file", str(store.path), "--lang", "en", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def _json(say: Any, *words: str) -> Any:
    code, out, error = say(*words, "--json")
    assert code == 0, error
    return json.loads(out)


def test_a_mailing_and_what_comes_of_it(say: Any, ids: dict[str, int], tmp_path: Path) -> None:
    out = tmp_path / "spring.pdf"
    told = _json(
        say, "mailing", "Spring", "--model", "Vœux", "--all", "--fixed-cost", "120", "--piece-cost", "1,80", "--margin", "85",
        "--out", str(out), "--on", "2026-05-04",
    )  # fmt: skip
    assert (told["name"], told["sent"], told["pages"], told["out"]) == ("Spring", 5, 5, str(out))
    assert told["references"] == [f"M1-000{at}" for at in range(1, 6)]
    assert (told["cost"], told["break_even_orders"]) == (129.0, 2)
    assert told["break_even_rate"] == pytest.approx(129 / (85 * 5))
    assert told["left_out"] == []
    assert out.read_bytes().startswith(b"%PDF")

    assert say("returned", "m1 1", "M1-0001", "--reason", "moved", "--on", "2026-05-11")[0] == 0
    assert say("ordered", "M1-0002", "--amount", "1 200 €", "--margin", "85", "--on", "2026-05-12")[0] == 0
    assert say("replied", "M1-0003", "--on", "2026-05-12")[0] == 0
    found = _json(say, "campaign", "spring")
    assert set(found) >= KEYS
    assert [found[key] for key in ("sent", "returned", "delivered", "replies", "orders")] == [5, 1, 4, 1, 1]
    assert (found["cost"], found["margin"], found["response_rate"]) == (129.0, 85.0, 0.5)
    assert found["roi"] == pytest.approx((85 - 129) / 129)
    assert found["response_interval"][0] < 0.5 < found["response_interval"][1]
    assert [one["name"] for one in _json(say, "campaigns")] == ["Spring"]
    assert "2 answered: 50% of the letters delivered" in say("campaign", "M1")[1]
    assert "Spring" in say("campaigns")[1]


def test_to_a_tier_and_to_some(say: Any, ids: dict[str, int], store: Store, tmp_path: Path) -> None:
    told = _json(say, "mailing", "A", "--tier", "a", "--out", str(tmp_path / "a.pdf"), "--on", "2026-05-04")
    assert (told["sent"], told["cost"], told["break_even_orders"], told["break_even_rate"]) == (2, None, None, None)
    uid = store.reader.value("SELECT uid FROM contact WHERE given_name = 'Denis'")
    assert _json(say, "mailing", "B", "--to", uid, "--out", str(tmp_path / "b.pdf"))["references"] == ["M2-0001"]


def test_without_a_margin_it_is_said_in_words(say: Any, ids: dict[str, int], tmp_path: Path) -> None:
    words = ("mailing", "Nothing", "--all", "--fixed-cost", "10", "--margin", "0", "--out", str(tmp_path / "a.pdf"))
    assert "Without a margin no number of orders pays for it." in say(*words)[1]
    found = _json(say, "campaign", "Nothing")
    assert (found["break_even_orders"], found["break_even_rate"]) == (None, None)


def test_twice_the_same_is_said(say: Any, printed: Store) -> None:
    assert "1 came twice." in say("replied", "M1-0001", "m1 1")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("returned", "M7-0001", "--reason", "moved"), "no mailing M7"),
        (("returned", "M7-0001", "M8-0001", "--reason", "moved"), "M7-0001, M8-0001"),
        (("ordered", "nonsense", "--amount", "5"), "not a reference"),
        (("campaign", "Autumn"), "no campaign"),
        (("mailing", " ", "--all", "--out", "x.pdf"), "needs a name"),
    ],
)
def test_what_goes_wrong_is_said(say: Any, printed: Store, words: tuple[str, ...], said: str) -> None:
    code, _out, error = say(*words)
    assert code == 1
    assert said in error


@pytest.mark.parametrize(
    "words",
    [
        ("ordered", "M1-0001", "--amount=-5"),
        ("ordered", "M1-0001", "--amount", "9" * 30),
        ("ordered", "M1-0001"),
        ("returned", "M1-0001", "--reason", "lost"),
        ("mailing", "X", "--all", "--piece-cost", "cheap", "--out", "x.pdf"),
    ],
)
def test_wrong_usage(say: Any, printed: Store, words: tuple[str, ...]) -> None:
    assert say(*words)[0] == 2
    assert printed.read(queries.named, "M1").outcome.orders == 0
