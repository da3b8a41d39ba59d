"""What may be handed to the system: web, mail and phone links, made so that data can't become another kind of link."""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from petitcrm.base.text import clean


def web(text: str) -> str | None:
    """An http(s) address, or None where it is anything else (file:, javascript:, \\\\server\\share…)."""
    text = clean(text).replace("\\", "/")
    if text.startswith(("/", ".")) or " " in text:
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) or re.match(r"[\w.-]+:\d+(/|$)", text):
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and "." in host else None


def mail(address: str) -> str | None:
    """A mailto: link to one address and nothing more."""
    address = clean(address)
    if address.count("@") != 1 or any(sign in address for sign in " ,;<>\"'"):
        return None
    return "mailto:" + quote(address, safe="@")


def phone(number: str) -> str | None:
    """A tel: link of digits and a leading +: no * or #, which are commands to a phone."""
    if any(sign in number for sign in "*#"):
        return None
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{2,20}", digits) else None


def file(path: Path) -> str | None:
    """A link to a file or folder of this computer that was just written; None where it is gone."""
    return path.absolute().as_uri() if path.exists() else None
