"""The French texts: all there, with the placeholders, mnemonics and quotation marks they need, and compiled."""

import ast
import importlib.util
import re
import string
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("babel")

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources" / "locale" / "fr" / "LC_MESSAGES" / "petitcrm.po"
NO_BREAK = "\u00a0"


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="fr")


@pytest.fixture(scope="module")
def source() -> Catalog:
    found: Catalog = tool.collected()
    return found


def _forms(text: Any) -> list[str]:
    return list(text) if isinstance(text, (tuple, list)) else [text]


def _pairs(catalog: Catalog) -> list[tuple[str, str]]:
    """(English, French) of every text, plural forms one by one."""
    pairs = []
    for message in catalog:
        if message.id:
            english, french = _forms(message.id), _forms(message.string)
            pairs += [(english[min(at, len(english) - 1)], text) for at, text in enumerate(french)]
    return pairs


def _placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


def _mnemonics(text: str) -> int:
    return len(re.findall(r"&(?=\w)", text.replace("&&", "")))


def test_no_text_is_missing_in_french(catalog: Catalog, source: Catalog) -> None:
    assert tool.missing(catalog, source) == []


def test_no_text_is_kept_that_the_source_no_longer_has(catalog: Catalog, source: Catalog) -> None:
    assert [message.id for message in catalog if message.id and source.get(message.id) is None] == []


def test_both_plural_forms_are_given(catalog: Catalog) -> None:
    wrong = [message.id for message in catalog if message.id and len(_forms(message.id)) > len(_forms(message.string))]
    assert wrong == []


def test_placeholders_are_those_of_the_source(catalog: Catalog) -> None:
    """A singular may say its number in words ("every month"), in either language; nothing else may differ."""
    wrong = []
    for message in catalog:
        if not message.id:
            continue
        english, french = _forms(message.id), _forms(message.string)
        allowed = [_placeholders(text) for text in english]
        wrong += [(message.id, text) for text in french if text and _placeholders(text) not in allowed]
        if len(english) > 1 and french[-1] and _placeholders(french[-1]) != _placeholders(english[-1]):
            wrong.append((message.id, french[-1]))
    assert wrong == []


def test_mnemonics_stand_where_the_source_has_them(catalog: Catalog) -> None:
    wrong = [
        (english, french)
        for english, french in _pairs(catalog)
        if _mnemonics(french) > 1 or bool(_mnemonics(french)) != bool(_mnemonics(english))
    ]
    assert wrong == []


def test_lines_dots_and_ends_are_kept(catalog: Catalog) -> None:
    wrong = [
        (english, french)
        for english, french in _pairs(catalog)
        if english.count("\n") != french.count("\n") or english.endswith("…") != french.endswith("…")
    ]
    assert wrong == []


def test_quotation_marks_are_french(catalog: Catalog) -> None:
    wrong = [
        french
        for _english, french in _pairs(catalog)
        if re.search(r'"[^"]*"|[“”]', french) or french.count("«") != french.count("»")
    ]
    assert wrong == []


def test_spaces_before_high_signs_do_not_break(catalog: Catalog) -> None:
    wrong = [
        french
        for _english, french in _pairs(catalog)
        if re.search(r" [:;?!»]|« |«(?!\u00a0)|(?<!\u00a0)»", french) or french.endswith(NO_BREAK)
    ]
    assert wrong == []


def test_fields_of_imported_files_have_each_their_own_name(catalog: Catalog) -> None:
    from petitcrm.features.imports.headers import FIELDS

    names: dict[str, list[str]] = {}
    for key, label in FIELDS:
        message = catalog.get(label)
        assert message is not None, label
        names.setdefault(str(message.string), []).append(key)
    assert {name: keys for name, keys in names.items() if len(keys) > 1} == {}


def test_the_compiled_catalog_is_that_of_the_source(catalog: Catalog) -> None:
    assert tool.is_compiled(PO, catalog)


def test_no_text_hides_inside_another(source: Catalog) -> None:
    """The collector does not look into f-strings: a text in one would stay English."""
    hidden = []
    for path in tool.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
                hidden += [
                    f"{path.name}:{one.lineno}"
                    for one in calls
                    if one.func.id in tool.KEYWORDS and one.args and isinstance(one.args[0], ast.Constant)  # type: ignore[attr-defined]
                ]
    assert hidden == []
