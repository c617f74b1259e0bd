"""`@on(Saved, "order")`: a function that is told of an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from runtime.service.events import Happening
from runtime.service.reacting import EVENTS, Handler, refuse_unfit

E = TypeVar("E", bound=Happening)


def on(event: type[E], record: str | type[Any]) -> Callable[[Callable[[E], None]], Handler[E]]:
    """Stands above a function of one argument, once or several times. `record`: a key, or the mapped class.

    Raises TypeError where the function would never be called, or not run when it is.
    """
    if event not in EVENTS:
        known = ", ".join(each.__name__ for each in EVENTS)
        raise TypeError(f"@on waits for one of {known}, not for {event!r}")

    def mark(function: Callable[[E], None]) -> Handler[E]:
        if isinstance(function, Handler):
            return Handler(function.function, (*function.topics, (event, record)))
        refuse_unfit(function)
        return Handler(function, ((event, record),))

    return mark
