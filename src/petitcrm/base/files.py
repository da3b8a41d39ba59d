"""A file that is written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from petitcrm.base.errors import Problem
from petitcrm.base.language import _


@contextmanager
def written(out: Path) -> Iterator[Path]:
    """A path to write to; it becomes `out` at the end, and goes where anything fails. World's errors become Problems."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        _check(out)
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # a link laid there is not followed
        yield partial
        os.replace(partial, out)
    except OSError as error:
        raise _problem(error, out) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _check(out: Path) -> None:
    if out.is_dir():
        raise Problem(_("{path}: this is a folder.").format(path=out), _("Give the name of a file."))
    if not out.absolute().parent.is_dir():
        raise Problem(
            _("{path}: there is no such folder.").format(path=out.absolute().parent), _("Choose another place.")
        )


def _problem(error: OSError, out: Path) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            _("{path}: the disk is full, nothing was written.").format(path=out),
            _("Free some space, or choose another place."),
        )
    return Problem(
        _("{path}: this file can't be written ({reason}).").format(path=out, reason=error.strerror or error),
        _("Choose another place, or close the program that has the file open."),
    )
