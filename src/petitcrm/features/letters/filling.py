"""A model filled in for one recipient after the other: which passages are meant, and what its fields hold."""

from dataclasses import dataclass
from datetime import date

from petitcrm.features.letters import fonts
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import Passages, unmarked
from petitcrm.features.letters.model import Compiled, Model
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import for_recipient, supported
from petitcrm.features.letters.template import Piece


@dataclass(frozen=True, slots=True)
class Filled:
    """The passages meant for somebody, what the fields hold (by key; marks in the data are no marks), the language."""

    compiled: Compiled
    values: dict[str, str]
    language: str

    def missing(self) -> list[Piece]:
        """The fields that hold nothing, without a default, in the order of the text."""
        found: list[Piece] = []
        for template in (self.compiled.subject, *(one.template for one in self.compiled.paragraphs)):
            template.fill(self.values, found, [])
        return found


class Filling:
    """Each variant of the passages is cut once, however many are written to."""

    def __init__(self, model: Model, letterhead: Letterhead, on: date, *, by_email: bool = False) -> None:
        self._model, self._letterhead, self._on, self._by_email = model, letterhead, on, by_email
        self._passages = Passages(fonts.printable(model.body))
        self._variants: dict[tuple[bool, ...], Compiled] = {}

    def of(self, recipient: Recipient) -> Filled:
        """The model for `recipient`, in the model's language or else in theirs."""
        language = supported(self._model.language or recipient.language)
        salutation = for_recipient(recipient, self._model.familiar, language)
        context = Context(recipient, self._letterhead, salutation, self._on, language, by_email=self._by_email)
        known = values_for(self._passages.keys, context) if self._passages.keys else {}
        compiled = self._variant(self._passages.truths(known))
        values = {key: unmarked(value) for key, value in values_for(compiled.keys, context).items()}
        return Filled(compiled, values, language)

    def _variant(self, truths: tuple[bool, ...]) -> Compiled:
        if truths not in self._variants:
            self._variants[truths] = Compiled(self._model, self._passages.text(truths))
        return self._variants[truths]
