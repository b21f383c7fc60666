"""What follows when a part of a question can't be answered: rules as the official engine computes them.

``and`` is false as soon as one operand is, and ``or`` true, even where another operand stops with an error; and an
error in a rule's context means that the context does not match.
"""

from collections.abc import Callable
from typing import ParamSpec

from faktura.source.values import Unevaluable

P = ParamSpec("P")


def applies(question: Callable[P, bool], *arguments: P.args, **named: P.kwargs) -> bool:
    """Whether a rule's context matches: where the question can't be answered, it does not."""
    try:
        return question(*arguments, **named)
    except Unevaluable:
        return False


def all_of(*questions: Callable[[], bool]) -> bool:
    """Whether all hold.

    Raises:
        Unevaluable: none is false, and one can't be answered.
    """
    return not _any_is(False, questions)


def any_of(*questions: Callable[[], bool]) -> bool:
    """Whether one holds.

    Raises:
        Unevaluable: none is true, and one can't be answered.
    """
    return _any_is(True, questions)


def _any_is(answer: bool, questions: tuple[Callable[[], bool], ...]) -> bool:
    failure: Unevaluable | None = None
    for question in questions:
        try:
            if question() is answer:
                return True
        except Unevaluable as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return False
