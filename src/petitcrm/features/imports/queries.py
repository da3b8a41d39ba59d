"""What the import asks of the base besides contacts."""

from petitcrm.store.connection import Reader


def has_contacts(reader: Reader) -> bool:
    """Whether the base holds any contact, the trash included."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM contact)"))


def last_step(reader: Reader) -> int:
    """The step that undo would take back, 0 for none."""
    return int(reader.value("SELECT coalesce(max(id), 0) FROM journal_step WHERE state = 'done'"))


def is_done(reader: Reader, step: int) -> bool:
    """Whether a step still stands, and was not taken back."""
    return bool(reader.value("SELECT state = 'done' FROM journal_step WHERE id = ?", (step,)))
