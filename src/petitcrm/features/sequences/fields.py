"""The words of sequences."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark
from petitcrm.features.sequences.rules import CALL, EMAIL, LETTER

KINDS = (Choice(LETTER, mark("letter")), Choice(EMAIL, mark("e-mail")), Choice(CALL, mark("call")))
