import time

from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.letters.names import FIELDS, fold, key_of
from petitcrm.features.letters.template import cut, render


def test_both_names_work_whatever_their_case_and_accents() -> None:
    for field in FIELDS:
        assert key_of(field.french) == key_of(field.english.upper()) == key_of(field.key) == field.key
    assert key_of("CODE-POSTAL") == "postcode"
    assert key_of("politesse") == key_of("Formule") == "closing"
    assert len({fold(name) for field in FIELDS for name in (field.french, field.key)}) >= len(FIELDS)


def test_values_and_defaults() -> None:
    values = {"prénom": "Zoé", "ville": "", "Ma Taille": "12"}
    assert render("{Prénom}, {Ville|chez vous}, {first name}, {ma taille}", values) == ("Zoé, chez vous, Zoé, 12", [])


def test_an_empty_field_is_said_with_its_line() -> None:
    assert render("a\n\n{Ville}", {"ville": " "}) == ("a\n\n", ["{Ville} is empty here (line 3)."])


def test_an_unknown_field_stays_and_its_nearest_name_is_said() -> None:
    text, said = render("x\n{Prenon}", {})
    assert text == "x\n{Prenon}"
    assert said == ["Line 2: there is no field {Prenon}; did you mean {prénom}?"]
    assert render("{zzzzqqqq}", {})[1] == ["Line 1: there is no field {zzzzqqqq}."]
    assert "did you mean {couleur}?" in render("{Couler}", {"Couleur": "x"})[1][0]


def test_one_pass_only() -> None:
    assert render("{prénom}", {"prénom": "{ville}", "ville": "Lyon"})[0] == "{ville}"


def test_literal_braces() -> None:
    assert render("{{Ville}} {{{ville}", {"ville": "Lyon"})[0] == "{Ville} {Lyon"
    assert render("{ } {} {|x} }{", {}) == ("{ } {} {|x} }{", [])


def test_nothing_is_evaluated() -> None:
    for attack in ("{c.__class__}", "{0.__init__.__globals__}", "{prénom.__class__}", "{nom:>1000000000}", "{nom!r}",
                   "%(nom)s", "${nom}", "{{ 7*7 }}", "{% x %}"):  # fmt: skip
        text, _said = render(attack, {"nom": "X", "prénom": "Y"})
        assert text == attack.replace("{{", "{").replace("}}", "}").replace("${nom}", "$X"), attack


def test_a_hostile_text_takes_no_time() -> None:
    start = time.perf_counter()
    for text in ("{" * 100_000, "{" + " " * 100_000, "{a|" * 50_000, "{a" + " " * 79 + "b" * 100_000):
        cut(text)
    assert time.perf_counter() - start < 5


@given(st.text(alphabet=st.sampled_from("{}|\n ab_.é́\x00"), max_size=80) | st.text(),
       st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3))  # fmt: skip
def test_render_never_raises(text: str, values: dict[str, str]) -> None:
    filled, said = render(text, values)
    assert isinstance(filled, str)
    assert all(isinstance(sentence, str) for sentence in said)


@given(st.text().filter(lambda text: "{" not in text and "}" not in text))
def test_text_without_fields_is_unchanged(text: str) -> None:
    assert render(text, {}) == (text, [])


@given(st.text(min_size=1).filter(lambda text: text.strip() == text))
def test_a_value_is_printed_as_it_stands(value: str) -> None:
    assert render("<{nom}>", {"nom": value}) == (f"<{value}>", [])
