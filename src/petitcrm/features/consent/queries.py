"""What contacts have said of each channel."""

from petitcrm.store.connection import Reader


def states(reader: Reader, contact_id: int) -> dict[str, str]:
    """channel -> "objected" or "consented"."""
    return dict(reader.rows("SELECT channel, state FROM consent WHERE contact_id = ?", (contact_id,)))
