"""Where things lie: what is shipped, what is the owner's."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """A file shipped with the program (fonts, icons, translations, letter models, manual)."""
    shipped = _PACKAGE / "resources"
    root = shipped if shipped.is_dir() else _PACKAGE.parents[1] / "resources"
    return root.joinpath(*parts)


def data_folder() -> Path:
    """Where the owner's base lies when no other place is named. Made by whoever writes there, not here."""
    if override := os.environ.get("PETITCRM_HOME"):
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_data_dir("PetitCRM", appauthor=False, roaming=sys.platform == "win32"))


def default_base() -> Path:
    """The base opened when none is named."""
    return data_folder() / "petitcrm.db"
