"""The one translation system: English in the code, French (and others) from resources/locale.

Texts shown at once are written `_("…")`. Texts declared in a module (labels of fields, actions, settings) are
written `mark("…")` there and passed through `_()` when they are shown, so that the language can change.
"""

import gettext as _gettext
import locale as _locale
import os

from petitcrm.base.paths import resource

LANGUAGES = {"fr": "Français", "en": "English"}

_catalog: _gettext.NullTranslations = _gettext.NullTranslations()
_current = "en"


def use(language: str) -> None:
    """Show everything in `language` ("fr" or "en") from now on; an unknown one is taken for English."""
    global _catalog, _current
    _current = language if language in LANGUAGES else "en"
    if _current == "en":
        _catalog = _gettext.NullTranslations()
    else:
        with resource("locale", _current, "LC_MESSAGES", "petitcrm.mo").open("rb") as file:
            _catalog = _gettext.GNUTranslations(file)


def current() -> str:
    """The language in use: "fr" or "en"."""
    return _current


def of_system() -> str:
    """The language this computer is set to, French where it can't be told to be another one we have."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return "en" if value.lower().startswith("en") else "fr"
    guess = (_locale.getlocale()[0] or "").lower()
    return "en" if guess.startswith("en") else "fr"


def mark(text: str) -> str:
    """Mark `text` for translation without translating it yet."""
    return text


def _(text: str) -> str:
    """`text` in the language in use."""
    return _catalog.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` for `count`, in the language in use."""
    return _catalog.ngettext(one, many, count)
