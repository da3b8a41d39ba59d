import pytest

from petitcrm.base.cards import Address
from petitcrm.features.letters.recipient import Recipient, name_lines
from petitcrm.features.letters.salutation import address_civility, for_recipient, kind_of


def person(civility: str, language: str = "fr", **more: str) -> Recipient:
    values = {"given_name": "Camille", "family_name": "Petit", **more}
    return Recipient(civility=civility, language=language, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("civility", "appel", "familiar"),
    [
        ("M.", "Monsieur,", "Cher Monsieur,"),
        ("m", "Monsieur,", "Cher Monsieur,"),
        ("Mr", "Monsieur,", "Cher Monsieur,"),
        ("Mme", "Madame,", "Chère Madame,"),
        ("Mlle", "Madame,", "Chère Madame,"),
        ("Me", "Maître,", "Cher Maître,"),
        ("Dr", "Docteur,", "Cher Docteur,"),
        ("M. et Mme", "Madame, Monsieur,", "Chère Madame, Cher Monsieur,"),
        ("", "Madame, Monsieur,", "Madame, Monsieur,"),
        ("Comte", "Madame, Monsieur,", "Madame, Monsieur,"),
        ("M. le Directeur", "Monsieur le Directeur,", "Cher Monsieur le Directeur,"),
        ("Mme la Directrice", "Madame la Directrice,", "Chère Madame la Directrice,"),
        ("M. l'Inspecteur", "Monsieur l'Inspecteur,", "Cher Monsieur l'Inspecteur,"),
    ],
)
def test_french(civility: str, appel: str, familiar: str) -> None:
    for known, expected in ((False, appel), (True, familiar)):
        said = for_recipient(person(civility), known)
        assert said.appel == expected
        assert said.closing == f"Veuillez agréer, {expected[:-1]}, mes salutations distinguées."
        assert "Petit" not in said.appel


@pytest.mark.parametrize(
    ("language", "civility", "appel", "closing"),
    [
        ("en", "Mr", "Dear Mr Petit,", "Yours sincerely,"),
        ("en", "Mme", "Dear Ms Petit,", "Yours sincerely,"),
        ("en-GB", "", "Dear Camille Petit,", "Yours sincerely,"),
        ("de", "Herr", "Sehr geehrter Herr Petit,", "Mit freundlichen Grüßen"),
        ("de", "Frau", "Sehr geehrte Frau Petit,", "Mit freundlichen Grüßen"),
        ("de", "", "Guten Tag Camille Petit,", "Mit freundlichen Grüßen"),
        ("es", "Sr.", "Estimado Sr. Petit:", "Atentamente,"),
        ("es", "Sra.", "Estimada Sra. Petit:", "Atentamente,"),
        ("it", "Sig.", "Egregio Sig. Petit,", "Distinti saluti"),
        ("it", "Sig.ra", "Gentile Sig.ra Petit,", "Distinti saluti"),
        ("pt", "M.", "Monsieur,", "Veuillez agréer, Monsieur, mes salutations distinguées."),
    ],
)
def test_other_languages(language: str, civility: str, appel: str, closing: str) -> None:
    said = for_recipient(person(civility, language))
    assert (said.appel, said.closing) == (appel, closing)


@pytest.mark.parametrize(
    ("language", "appel", "closing"),
    [
        ("fr", "Madame, Monsieur,", "Veuillez agréer, Madame, Monsieur, mes salutations distinguées."),
        ("en", "Dear Sir or Madam,", "Yours faithfully,"),
        ("de", "Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
        ("es", "Estimados señores:", "Atentamente,"),
        ("it", "Gentili Signori,", "Distinti saluti"),
    ],
)
def test_companies(language: str, appel: str, closing: str) -> None:
    for recipient in (Recipient(kind="company", company="X", language=language), Recipient(language=language)):
        said = for_recipient(recipient)
        assert (said.appel, said.closing) == (appel, closing)


def test_an_override_replaces_the_appel_and_the_closing_repeats_it() -> None:
    said = for_recipient(person("Mme", salutation="Chère Sophie"))
    assert said.appel == "Chère Sophie,"
    assert said.closing == "Veuillez agréer, Chère Sophie, mes salutations distinguées."
    assert for_recipient(person("Mme", salutation="Bonjour !")).appel == "Bonjour !"
    assert for_recipient(person("", "es", salutation="Hola Ana")).appel == "Hola Ana:"
    assert for_recipient(person("Mme", salutation="Chère {name},")).bare == "Chère {name}"


def test_a_civility_without_a_name_never_leaves_a_hole() -> None:
    assert for_recipient(Recipient(civility="Mr", language="en", given_name="Jo")).appel == "Dear Jo,"
    assert for_recipient(Recipient(civility="Mr", language="en")).appel == "Dear Sir or Madam,"
    assert for_recipient(Recipient(civility="Mme")).appel == "Madame,"


def test_a_name_with_a_placeholder_in_it_is_only_text() -> None:
    said = for_recipient(Recipient(civility="Mr", language="en", family_name="{given}", given_name="Jo"))
    assert said.appel == "Dear Mr {given},"


def test_civilities_in_the_address() -> None:
    assert address_civility("Mr", "fr") == "M."
    assert address_civility("Herr", "de") == "Herrn"
    assert address_civility("Madame", "fr") == "Mme"
    assert address_civility("Comte", "fr") == "Comte"
    assert kind_of("M. et Mme") == "couple"


def test_name_lines() -> None:
    at_home = person("M.")
    assert name_lines(at_home) == ["M. Camille PETIT"]
    at_work = person("M.", company="X SARL", job_title="gérant")
    assert name_lines(at_work) == ["X SARL", "M. Camille PETIT, gérant"]
    at_work.address = Address(label="home")
    assert name_lines(at_work) == ["M. Camille PETIT"]
    long = person("M.", company="X", job_title="directeur des approvisionnements")
    assert name_lines(long) == ["X", "M. Camille PETIT", "directeur des approvisionnements"]
    assert name_lines(Recipient(kind="company", company="X", department="Achats")) == ["X", "Achats"]
    assert name_lines(Recipient()) == []
