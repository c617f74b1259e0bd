"""How much time is left, for people: "2 h left", "late by 3 h". Calendar time, as they count it."""

from __future__ import annotations

from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNITS = ((2 * DAY, DAY, "d"), (HOUR, HOUR, "h"), (MINUTE, MINUTE, "min"))
"""From how much on, the unit, and its sign."""


def time_left(due: datetime, now: datetime) -> str:
    """Rounded down: nobody is promised more than there is."""
    if now > due:
        words = _span(now - due)
        return f"late by {words}" if words else "late"
    words = _span(due - now)
    return f"{words} left" if words else "due now"


def _span(span: timedelta) -> str:
    """In the largest unit that fits; "" for less than the smallest."""
    return next((f"{span // unit} {sign}" for least, unit, sign in UNITS if span >= least), "")
