import re
from datetime import date
from io import BytesIO

import pytest

from petitcrm.base.cards import Address
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.models import parse, shipped
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import DEFAULT

HEAD = Letterhead("Duvernoy", ["1 rue X", "69002 Lyon"], "04", "a@b.example", "", "SIRET", "G. Duvernoy", "", "Lyon")


def test_a_dozen_good_ones_and_some_in_each_other_language() -> None:
    assert [len(shipped(language)) for language in ("fr", "en", "de", "es", "it", "")] == [14, 14, 5, 5, 5, 43]
    assert len({model.name for model in shipped()}) == 43


@pytest.mark.parametrize("model", shipped(), ids=lambda model: model.name)
def test_each_is_one_page_without_a_problem(model: Model) -> None:
    assert check(model) == []
    person = Recipient("1", civility="Mme", given_name="Zoé", family_name="Petit",
                       address=Address(street="1 rue X", postcode="69002", town="Lyon"))  # fmt: skip
    (letter,) = write(BytesIO(), [person], model, HEAD, DEFAULT, date(2026, 11, 21))
    assert (letter.pages, letter.problems) == (1, [])


@pytest.mark.parametrize("model", shipped("fr"), ids=lambda model: model.name)
def test_french_typography(model: Model) -> None:
    text = f"{model.name}\n{model.subject}\n{model.body}"
    assert "'" not in text
    assert not re.search(r"[^\u00a0\u202f][?!;»]|« |\w:[ \u00a0]", text)


def test_a_front_line_nobody_knows_is_passed_over() -> None:
    model = parse("name: A\r\nsubject: B: c\r\nzzz: 1\r\n\r\nOne\r\n\r\nTwo\r\n")
    assert model == Model("A", "", "B: c", "One\n\nTwo")
