"""The log: where defects happened, never whose data it was. Kept small, beside the preferences."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from petitcrm.base.paths import data_folder


def path() -> Path:
    return data_folder() / "petitcrm.log"


def logger() -> logging.Logger:
    """The program's logger, writing to its file; to the standard error stream where that can't be written."""
    log = logging.getLogger("petitcrm")
    if not log.handlers:
        try:
            path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handler: logging.Handler = RotatingFileHandler(path(), maxBytes=200_000, backupCount=2, encoding="utf-8")
        except OSError:
            handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    return log
