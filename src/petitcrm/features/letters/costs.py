"""What a mailing costs and what an order brings in, as typed before it is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Cents; `expected_rate` is a share of the letters. None: not said."""

    fixed: int | None = None
    piece: int | None = None
    margin: int | None = None
    expected_rate: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything was said of what the mailing costs."""
        return self.fixed is not None or self.piece is not None
