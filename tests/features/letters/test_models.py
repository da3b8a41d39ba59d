import re
from datetime import date
from io import BytesIO

import pytest

from petitcrm.base.cards import Address
from petitcrm.features.emails.rendered import rendered
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import Passages
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.models import parse, shipped
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import for_recipient
from petitcrm.features.letters.windows import DEFAULT

HEAD = Letterhead("Duvernoy", ["1 rue X", "69002 Lyon"], "04", "a@b.example", "", "SIRET", "G. Duvernoy", "", "Lyon")

DAY = date(2026, 11, 21)
BUYER = Recipient("1", family_name="Petit", facts={"last_purchase": date(2025, 3, 8)})


def test_a_dozen_good_ones_and_some_in_each_other_language() -> None:
    assert [len(shipped(language)) for language in ("fr", "en", "de", "es", "it", "")] == [15, 15, 6, 6, 6, 48]
    assert len({model.name for model in shipped()}) == 48


@pytest.mark.parametrize("model", shipped(), ids=lambda model: model.name)
def test_each_is_one_page_without_a_problem(model: Model) -> None:
    assert check(model) == []
    person = Recipient("1", civility="Mme", given_name="Zoé", family_name="Petit",
                       address=Address(street="1 rue X", postcode="69002", town="Lyon"))  # fmt: skip
    (letter,) = write(BytesIO(), [person], model, HEAD, DEFAULT, date(2026, 11, 21))
    assert (letter.pages, letter.problems) == (1, [])


def test_the_last_order_is_named_where_it_is_known() -> None:
    """Every language has a letter to former customers; the sentence stands with and without the day of the order."""
    found = {}
    for model in shipped():
        if "last_purchase" in Passages(model.body).keys:
            context = Context(BUYER, HEAD, for_recipient(BUYER, language=model.language), DAY, model.language)
            found[model.language] = rendered(model, HEAD, BUYER, DAY).text
            assert str(values_for(["last_purchase"], context)["last_purchase"]) in found[model.language]
            assert "2025" not in rendered(model, HEAD, Recipient("1", family_name="Petit"), DAY).text
            assert rendered(model, HEAD, Recipient("1", family_name="Petit"), DAY).problems == []
    assert sorted(found) == ["de", "en", "es", "fr", "it"]
    assert "travailler pour vous\u00a0: votre dernière commande est du 8\u00a0mars 2025. Vous" in found["fr"]
    assert "arbeiten durften: Ihr letzter Auftrag ist vom 8.\u00a0März 2025. Sie" in found["de"]
    assert "per Lei (ultimo ordine: 8 marzo 2025). La" in found["it"]


@pytest.mark.parametrize("model", shipped("fr"), ids=lambda model: model.name)
def test_french_typography(model: Model) -> None:
    text = f"{model.name}\n{model.subject}\n{model.body}"
    assert "'" not in text
    assert not re.search(r"[^\u00a0\u202f][?!;»]|« |\w:[ \u00a0]", text)


@pytest.mark.parametrize("model", shipped(), ids=lambda model: model.name)
def test_nobody_has_to_be_a_man(model: Model) -> None:
    """Whoever signs, or is written to, may be a woman: no word of a model agrees with a man alone."""
    text = f"{model.subject}\n{model.body}"
    assert not re.search(r"\b(serais|suis) (heureux|ravi|désolé|certain)\b|\bvous êtes (déjà )?client\b", text)
    assert not re.search(r"\b(estaría|estoy) encantado\b|\b(sarei|sono) (lieto|felice e)\b", text)


def test_a_front_line_nobody_knows_is_passed_over() -> None:
    model = parse("name: A\r\nsubject: B: c\r\nzzz: 1\r\n\r\nOne\r\n\r\nTwo\r\n")
    assert model == Model("A", "", "B: c", "One\n\nTwo")
