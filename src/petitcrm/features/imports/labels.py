"""Labels of phones, e-mails and addresses in the words of other programs."""

import re
from functools import cache, lru_cache

from petitcrm.base.text import words
from petitcrm.features.imports.spelling import CAMEL, LONGEST_WORD

_LABELS = {
    "mobile": "cell mobile iphone handy mobil portable gsm movil cellulare",
    "fax": "fax homefax workfax otherfax telecopie faxhome faxwork",
    "pager": "pager",
    "work": "work business bureau travail professionnel pro arbeit geschaftlich dienstlich trabajo lavoro werk",
    "home": "home domicile personnel perso prive privat casa thuis",
    "main": "main principal hauptnummer",
    "": "other voice pref internet autre sonstige msg text video postal parcel dom intl x400 unknown homepage "
    "obsolete default custom",
}


@cache
def _labels() -> dict[str, str]:
    return {word: label for label, known in _LABELS.items() for word in known.split()}


@lru_cache(maxsize=1024)
def label_of(text: str) -> str:
    """A label of ours for what another program calls a phone, an e-mail or an address; its own word otherwise."""
    text = text[:LONGEST_WORD]
    text = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", text.strip()).lstrip("* ").strip()
    spelled = words(CAMEL.sub(" ", text).replace("_", " "))
    known = _labels()
    if "".join(spelled) in known:
        return known["".join(spelled)]
    meanings = [known[word] for word in spelled if word in known]
    for label in ("fax", "pager", "mobile"):
        if label in meanings:
            return label
    if meanings and len(meanings) == len(spelled):
        return next((label for label in meanings if label), "")
    return text[:60]
