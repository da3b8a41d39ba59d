import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from petitcrm.base.cards import Address
from petitcrm.base.errors import Cancelled, Problem
from petitcrm.features.letters import fonts
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.pdf import Letter, write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import DEFAULT, PRESETS, Window, by_id

MM = 72 / 25.4
DAY = date(2026, 11, 1)
HEAD = Letterhead("Atelier Duvernoy & Fils", ["14 bis, rue de l'Hôtel-de-Ville", "69002 Lyon"], "04 78 00 00 00",
                  "contact@duvernoy.example", "duvernoy.example", "SARL — SIRET 000 000 000 00000",
                  "Geneviève Duvernoy", "Gérante", "Lyon")  # fmt: skip
PLACE = Address(street="5 bis, rue de l'Église", postcode="69432", town="Lyon Cedex 03")
MODEL = Model("Essai", "fr", "Votre projet", "Bonjour {prénom}.\n\nUne deuxième phrase.")

HOSTILE = [
    "<b>gras</b>", "Dupont & Fils", '<img src="/etc/passwd"/>', "{c.__class__}", "%s %(nom)s", "\\(a\\) (b", "a) Tj ET",
    "</para><a href='file:///x'>y</a>", "Łukasz Çelik-Ибанов", "Ωμέγα", "Đặng Văn", "😀 ok", "fin\u00a0: 1\u202f234 €",
    "Jean\x00\x07\x1bPaul", "a\u202eb", "e\u0301te\u0301", "naïve\u200bté", "\ufeffBOM", "tab\there",
    "<font color=red>", "&lt;&amp;", "O'Neill “x” — …", "\\n\\r\\000",
]  # fmt: skip


def person(**more: object) -> Recipient:
    values: dict[str, object] = {"uid": "u", "civility": "Mme", "given_name": "Zoé", "family_name": "Petit",
                                 "address": PLACE, **more}  # fmt: skip
    return Recipient(**values)  # type: ignore[arg-type]


def print_letters(people: list[Recipient], model: Model = MODEL, window: Window = DEFAULT,
                  head: Letterhead = HEAD) -> tuple[bytes, list[Letter]]:  # fmt: skip
    out = BytesIO()
    letters = write(out, people, model, head, window, DAY)
    return out.getvalue(), letters


def text_of(pdf: bytes, page: int = 0) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return str(document[page].get_textpage().get_text_range())


def boxes(pdf: bytes) -> Iterator[tuple[int, str, float, float, float, float]]:
    """(page, text, left, top, right, bottom) of every run of text, in mm from the top left corner."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            height = page.get_height()
            for i in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(i)
                shown = text.get_text_bounded(left, bottom, right, top)
                yield number, shown, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


def squeezed(text: str) -> str:
    """What a reader can get back: composed, without controls, spaces and line ends as they fall."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


RUNT = "Sauf erreur de notre part, une de nos factures n’est pas encore réglée. Il s’agit sans doute d’un {what}."


@pytest.mark.parametrize("what", ["oubli", "**oubli**"])
def test_a_paragraph_does_not_end_on_a_lonely_word(what: str) -> None:
    pdf, _letters = print_letters([person()], Model("x", "fr", "", RUNT.replace("{what}", what)))
    lines = text_of(pdf).replace("\r", "").split("\n")
    end = next(line for line in lines if "oubli" in line)
    assert end == "d’un oubli."
    whole = " ".join(lines)
    assert "Il s’agit sans doute d’un oubli." in whole


@given(st.lists(st.sampled_from(["a", "bien", "facture", "règlement", "anticonstitutionnel"]), min_size=1, max_size=40))
def test_lines_hold_all_words_in_their_order(words: list[str]) -> None:
    canvas = Canvas(BytesIO(), initialFontName=fonts.REGULAR)
    face = fonts.Face(fonts.REGULAR, canvas._doc, set())
    lines = face.wrap(" ".join(words), 11, 150)
    assert " ".join(line[1:-4] for line in lines) == face.line(" ".join(words), 11)[1:-4]
    at = 0
    for line in lines:
        count = len(line[1:-4].split(" "))
        assert face.width(" ".join(words[at : at + count]), 11) <= 150.01
        at += count
    assert at == len(words)


def test_one_letter_says_everything() -> None:
    pdf, letters = print_letters([person(company="Çelik SARL", job_title="gérante", values={"référence": "M12-0347"})])
    assert letters == [Letter("u", 0, 1, [])]
    text = text_of(pdf)
    for part in ("Atelier Duvernoy & Fils", "Çelik SARL", "Mme Zoé PETIT, gérante", "5 B RUE DE L EGLISE",
                 "69432 LYON CEDEX 03", "Lyon, le 1er novembre 2026", "N/Réf. : M12-0347", "Objet : Votre projet",
                 "Madame,", "Bonjour Zoé.", "Veuillez agréer, Madame, mes salutations distinguées.",
                 "Geneviève Duvernoy", "Gérante", "SIRET"):  # fmt: skip
        assert part in text, part


def test_only_embedded_fonts_and_a_title() -> None:
    pdf, _letters = print_letters([person()])
    assert b"/Helvetica" not in pdf
    assert b"/FontFile2" in pdf
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert document.get_metadata_value("Title") == "Essai"
        assert document.get_metadata_value("Author") == "Atelier Duvernoy & Fils"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_printed_as_it_is(name: str) -> None:
    model = Model("x", "fr", "{nom}", "Début {nom} fin.\n\n" + name.replace("{", "{{").replace("}", "}}"))
    pdf, letters = print_letters([person(family_name=name, company=name)], model)
    text = squeezed(text_of(pdf))
    assert squeezed(f"Début{name}fin.") in text
    assert text.count(squeezed(name)) >= 3
    assert squeezed(name.upper()) in text
    assert not any("can't be printed" in problem for problem in letters[0].problems)
    assert not re.search(rb"/URI|/Annots \[|/JavaScript|/Launch", pdf)


def test_right_to_left_text_reads_back() -> None:
    pdf, _letters = print_letters([person()], Model("x", "fr", "x", "Nom : דוד כהן\n\nשלום, עולם"))
    assert "דוד כהן" in text_of(pdf)


def test_a_character_no_font_has_is_a_square_and_is_said() -> None:
    pdf, letters = print_letters([person(family_name="中\ud800"), person()])
    assert "□" in text_of(pdf)
    assert any("U+4E2D" in problem for problem in letters[0].problems)
    assert letters[1].problems == []
    _pdf, fixed = print_letters([person(), person()], Model("x", "fr", "x", "Toujours 中"))
    assert all(any("U+4E2D" in problem for problem in letter.problems) for letter in fixed)


@pytest.mark.parametrize("window", PRESETS, ids=lambda window: window.id)
@pytest.mark.parametrize("lines", [2, 4, 6])
def test_the_address_is_in_the_safe_zone_and_alone_in_the_glass(window: Window, lines: int) -> None:
    address = Address(postcode="69000", town="QQÇÇ")
    if lines > 2:
        address.street, address.locality = "1 rue QQ", "BP 12 XQQ"
    if lines > 4:
        address.recipient, address.building = "ÉTAGE 2", "Résidence Ó"
    recipient = person(family_name="QQq", address=address, values={"référence": "M1"})
    pdf, _letters = print_letters([recipient], window=window)
    x, y, w, h = window.safe
    gx, gy, gw, gh = window.glass
    seen = 0
    for _page, text, left, top, right, bottom in boxes(pdf):
        if left >= gx + gw or right <= gx or top >= gy + gh or bottom <= gy:
            continue
        seen += 1
        assert x - 0.3 <= left, text
        assert right <= x + w + 0.3, text
        assert y - 0.3 <= top, text
        assert bottom <= y + h + 0.3, text
    assert seen == lines


def test_the_french_default_stands_where_the_norm_says() -> None:
    pdf, _letters = print_letters([person()])
    lines = {text: (left, bottom) for _page, text, left, _top, _right, bottom in boxes(pdf)}
    left, bottom = next(place for text, place in lines.items() if "LYON CEDEX" in text)
    assert left == pytest.approx(110, abs=0.5)
    assert 77 < bottom <= 79


def test_the_font_steps_down_before_anything_is_said() -> None:
    wide = person(company="W" * 24)
    assert print_letters([wide])[1][0].problems == []
    wider = print_letters([person(company="W" * 38)])[1][0]
    assert len(wider.problems) == 1
    assert "printed smaller" in wider.problems[0]


def outside(pdf: bytes, window: Window) -> list[str]:
    right_edge = max(window.paper[0] - 20, window.text_x + window.text_width) + 0.3
    return [text for _page, text, left, top, right, bottom in boxes(pdf)
            if left < 19.7 or right > right_edge or top < 10 or bottom > window.paper[1] - 5]  # fmt: skip


def test_very_long_words_and_values_stay_within_the_margins() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 40
    people = [person(family_name=word, company="W" * 3000, job_title="中" * 500),
              person(address=Address(street=word, town="W" * 400, postcode="1" * 99, country="DE"))]  # fmt: skip
    for window in (DEFAULT, by_id("us-10")):
        pdf, letters = print_letters(people, Model("x", "fr", word, f"{word}\n\n{{nom}} {{société}}"), window)
        assert outside(pdf, window) == []
        assert all(letter.problems for letter in letters)


def test_an_accent_without_a_letter_stays_within_the_margins() -> None:
    for alone in ("\u0316", "\u0301x", "a\n\u20d2"):
        people = [person(family_name=alone, salutation=alone)]
        assert outside(print_letters(people, Model("x", "", alone, alone))[0], DEFAULT) == []
    assert fonts.printable("e\u0301 \u0301") == fonts.printable("é ◌\u0301") == "é ◌\u0301"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=2000), st.sampled_from(PRESETS))
def test_any_text_stays_within_the_margins(name: str, subject: str, body: str, window: Window) -> None:
    people = [person(family_name=name, company=subject, civility=name[:9], salutation=name[:40], language=body[:2])]
    pdf, letters = print_letters(people, Model("x", "", subject, body), window)
    assert outside(pdf, window) == []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert len(document) == letters[0].pages


def test_pages_go_on_and_are_counted() -> None:
    body = "\n\n".join("Une phrase assez longue pour remplir la ligne. " * 9 for _ in range(40))
    pdf, letters = print_letters([person(uid="a"), person(uid="b")], Model("x", "fr", "x", body))
    assert [letter.first_page for letter in letters] == [0, letters[0].pages]
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert len(document) == 2 * letters[0].pages
        texts = [page.get_textpage().get_text_range() for page in document]
    count = letters[0].pages
    assert count > 4
    assert all("…/…" in text for text in texts[: count - 1])
    assert "…/…" not in texts[count - 1]
    assert "Veuillez agréer" in texts[count - 1]
    assert "Une phrase" in texts[count - 1]
    assert "Atelier" not in texts[1]


@pytest.mark.parametrize("filler", range(20, 44))
def test_the_closing_is_never_alone_on_a_page(filler: int) -> None:
    body = "\n\n".join(f"Phrase {i}." for i in range(filler))
    pdf, letters = print_letters([person()], Model("x", "fr", "x", body))
    last = text_of(pdf, letters[0].pages - 1)
    assert "Geneviève Duvernoy" in last
    assert f"Phrase {filler - 1}." in last


def test_fields_of_the_model_in_the_closing_and_after_it() -> None:
    model = Model("x", "fr", "", "{appel}\n\nTexte.\n\n{formule}\n\nP.-S. : merci {prénom}")
    text = text_of(print_letters([person()], model)[0])
    assert text.count("Madame,") == 2
    assert text.index("Veuillez") < text.index("Geneviève Duvernoy") < text.index("P.-S. : merci Zoé")
    added = text_of(print_letters([person()], Model("x", "fr", "", "Texte.\n\nPJ : un plan"))[0])
    assert added.index("Madame,") < added.index("Texte.") < added.index("Veuillez") < added.index("PJ")
    own = text_of(print_letters([person()], Model("x", "fr", "", "Salut.\n\nBien à vous, {appel_min}"))[0])
    assert "Veuillez" not in own


def test_the_letters_language_is_the_models_then_the_recipients() -> None:
    german = person(language="de", civility="Herr", family_name="Groß")
    assert "Sehr geehrter Herr Groß," in text_of(print_letters([german], Model("x", "", "", "wir"))[0])
    assert "Monsieur," in text_of(print_letters([german], Model("x", "fr", "", "nous"))[0])
    assert "Chère Madame," in text_of(print_letters([person()], Model("x", "fr", "", "nous", familiar=True))[0])


def test_field_problems_are_per_recipient() -> None:
    model = Model("x", "fr", "{Sociéte}", "Un {Vile}.\n\nDeux {fonction}.\n\n{étage}")
    people = [person(values={"étage": "3"}, job_title="x", company="y"), person(values={"étage": ""})]
    _pdf, letters = print_letters(people, model)
    assert letters[0].problems == ["Line 1: there is no field {Vile}; did you mean {ville}?"]
    assert letters[1].problems == [
        "{Sociéte} is empty here (line 1).", "{fonction} is empty here (line 3).", "{étage} is empty here (line 5).",
        "Line 1: there is no field {Vile}; did you mean {ville}?",
    ]  # fmt: skip


def test_a_path_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "lettres.pdf"
    people = [person() for _ in range(120)]
    seen: list[int] = []

    def stop(count: int) -> bool:
        seen.append(count)
        return count < 100

    with pytest.raises(Cancelled):
        write(out, people, MODEL, HEAD, DEFAULT, DAY, stop)
    assert seen == [50, 100]
    assert list(tmp_path.iterdir()) == []
    out.write_bytes(b"before")

    def broken() -> Iterator[Recipient]:
        yield person()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(out, broken(), MODEL, HEAD, DEFAULT, DAY)
    assert [(path, path.read_bytes()) for path in tmp_path.iterdir()] == [(out, b"before")]
    seen.clear()
    letters = write(out, people, MODEL, HEAD, DEFAULT, DAY, lambda count: not seen.append(count))
    assert (len(letters), seen) == (120, [50, 100, 120])
    assert [path.name for path in tmp_path.iterdir()] == ["lettres.pdf"]
    assert out.read_bytes().startswith(b"%PDF")


def test_nobody_and_an_impossible_letterhead_are_refused_in_words() -> None:
    with pytest.raises(Problem, match="nobody"):
        print_letters([])
    with pytest.raises(Problem, match="letterhead"):
        print_letters([person()], head=Letterhead("X", [f"line {i}" for i in range(60)]))
    with pytest.raises(Problem, match="legal"):
        print_letters([person()], head=Letterhead("X", legal="mention " * 200))


def test_an_empty_letterhead_and_an_empty_person_make_a_page() -> None:
    _pdf, letters = print_letters([Recipient()], Model(), head=Letterhead())
    assert letters[0].pages == 1
    assert letters[0].problems


def test_no_line_is_broken_inside_a_number_or_before_a_french_mark() -> None:
    for length in range(60, 100):
        pdf, _letters = print_letters(
            [person()], Model("x", "fr", "", "i" * length + " coûte 12 400,00 € ? Oui ; « merci »")
        )
        lines = text_of(pdf).replace("\r", "").split("\n")
        assert any("12 400,00 € ?" in line for line in lines)
        assert not any(line.startswith((";", "»")) or line.endswith("«") for line in lines)


def test_pages_after_the_first_say_whose_they_are() -> None:
    body = "\n\n".join(["Un paragraphe d'une ligne."] * 40)
    out = BytesIO()
    (letter,) = write(out, [person()], Model("M", "fr", "Objet", body), HEAD, DEFAULT, DAY, marks=["M12-0347"])
    assert letter.pages == 2
    assert "Zoé PETIT · M12-0347 · 2/2" in text_of(out.getvalue(), 1)
    assert "1/2" not in text_of(out.getvalue(), 0)
