"""What a person can put right, said in a sentence."""


class Problem(Exception):
    """Something the person in front of the screen can put right.

    `text` says what is wrong and where, `what_to_do` how to go on; both are shown as they stand, already translated.
    Every other exception is a defect of the program.
    """

    def __init__(self, text: str, what_to_do: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.text} {self.what_to_do}".strip()


class Cancelled(Exception):
    """The person stopped a long work; nothing of it remains."""
