"""The sender, as printed at the head and the foot of every letter."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Letterhead:
    """Who writes. `lines` are the address lines under the name, `legal` goes to the foot (SIRET, RCS, capital…).

    `logo` and `signature` are pictures (JPEG), b"" for none.
    """

    name: str = ""
    lines: list[str] = field(default_factory=list)
    phone: str = ""
    email: str = ""
    web: str = ""
    legal: str = ""
    signatory: str = ""
    function: str = ""
    town: str = ""  # of "Lyon, le …"
    country: str = "FR"  # decides whether an address is abroad
    logo: bytes = b""
    signature: bytes = b""

    def contact_lines(self) -> list[str]:
        """Address, phone, e-mail and site: every line that is not empty, in this order."""
        return [line for line in (*self.lines, self.phone, self.email, self.web) if line.strip()]
