"""What belongs to this screen and not to the business: language of the window, its size, the last base."""

import json
import os
from pathlib import Path
from typing import Any

from petitcrm.base.paths import data_folder


def _path() -> Path:
    return data_folder() / "preferences.json"


def read() -> dict[str, Any]:
    """All preferences; none where there is no file, or where it can't be read as one."""
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(**changes: Any) -> None:
    """Change some preferences. A folder that can't be written to loses them, and nothing else."""
    values = {**read(), **changes}
    path = _path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(partial, path)
    except OSError:
        return
