"""How a call of ours can end: its words, and the letter that stands for it on every screen and every paper."""

from petitcrm.base.language import mark

OUTCOME_WORDS = {
    "reached": mark("Reached"),
    "no_answer": mark("No answer"),
    "message_left": mark("Message left"),
    "busy": mark("Busy"),
    "wrong_number": mark("Wrong number"),
    "refused": mark("Refused"),
}
# The keys of the Today page, the same in every language: the paper may be read by somebody else than it was printed for.
OUTCOME_LETTERS = {
    "reached": "J",
    "no_answer": "A",
    "message_left": "M",
    "busy": "O",
    "wrong_number": "F",
    "refused": "R",
}
BY_LETTER = {letter: outcome for outcome, letter in OUTCOME_LETTERS.items()}
