"""A change that touches some contacts or many: at once, or in the background where somebody would wait."""

from collections.abc import Callable
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.ui.desk import FEW, Desk


def do_for(
    desk: Desk,
    count: int,
    title: str,
    edit: Callable[..., Any],
    *args: Any,
    told: Callable[[Any], str],
    then: Callable[[Any], object] = lambda _answer: None,
) -> bool:
    """`edit(session, *args)` that touches `count` contacts, one undo step; `told(answer)` goes to the bar, then `then(answer)`.

    False where a Problem was shown instead.
    """

    def finish(answer: Any) -> None:
        desk.say(told(answer))
        then(answer)

    if count > FEW:
        return desk.work(title, lambda store, _progress: store.do(title, edit, *args)[0], finish)
    try:
        answer = desk.do(title, edit, *args)
    except Problem as problem:
        desk.problem.emit(problem)
        return False
    finish(answer)
    return True
