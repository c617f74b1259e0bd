"""A slow oracle of clocks: it counts minutes, one after the other, and knows nothing of runtime/.

A minute is worked if the clock on the wall shows an open time in it. All moments are whole minutes of its window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

BEGIN, END = datetime(2025, 9, 20, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
MINUTES = (END - BEGIN) // timedelta(minutes=1)


@dataclass(frozen=True)
class Wall:
    """A calendar as people say it: "09:00" to "17:30"; the closed days stand here one by one."""

    zone: str
    days: str = "mon tue wed thu fri"
    opens: str = "09:00"
    closes: str = "17:30"
    closed: tuple[date, ...] = ()


ALWAYS = Wall("UTC", "mon tue wed thu fri sat sun", "00:00", "24:00")


@cache
def open_minutes(wall: Wall) -> bytes:
    """1 for each minute of the window that is open."""
    zone, found = ZoneInfo(wall.zone), bytearray()
    days = ["mon tue wed thu fri sat sun".split().index(day) for day in wall.days.split()]
    opens, closes = (int(text[:2]) * 60 + int(text[3:]) for text in (wall.opens, wall.closes))
    for number in range(MINUTES):
        local = (BEGIN + timedelta(minutes=number)).astimezone(zone)
        in_hours = opens <= local.hour * 60 + local.minute < closes
        found.append(in_hours and local.weekday() in days and local.date() not in wall.closed)
    return bytes(found)


@dataclass(frozen=True)
class Event:
    """At this minute the record is in this state and has this choice; the first is its creation."""

    minute: int
    state: str
    choice: str


@dataclass(frozen=True)
class Rules:
    """`promises`: for each choice a calendar, and the minutes for the answer and for the end."""

    pause: frozenset[str]
    answered: frozenset[str]
    done: frozenset[str]
    promises: Mapping[str, tuple[Wall, int, int]]


@dataclass(frozen=True)
class Due:
    respond: int | None
    resolve: int | None
    next: int | None


def judged(rules: Rules, events: Sequence[Event]) -> list[Due]:
    """After each event, minute by minute from the creation."""
    found: list[Due] = []
    for number, event in enumerate(events):
        past = events[:number]
        answers = any(each.state in rules.answered | rules.done for each in past)
        over = event.state in rules.answered | rules.done or answers
        ended = event.state in rules.done
        was_ended = bool(past) and past[-1].state in rules.done
        wall, respond_span, resolve_span = rules.promises[event.choice]
        counted = _Counted(events[: number + 1], rules, wall)
        respond = found[-1].respond if answers else counted.due(respond_span, known=over)
        resolve = found[-1].resolve if ended and was_ended else counted.due(resolve_span, known=ended)
        waiting = [each for each, is_over in ((respond, over), (resolve, ended)) if each is not None and not is_over]
        found.append(Due(respond, resolve, min(waiting, default=None)))
    return found


@dataclass(frozen=True)
class _Counted:
    events: Sequence[Event]
    rules: Rules
    wall: Wall

    def due(self, span: int, *, known: bool) -> int | None:
        """`known`: also where the clock stands now."""
        is_open, now = open_minutes(self.wall), self.events[-1].minute
        worked, state, following = 0, "", list(self.events)
        for minute in range(self.events[0].minute, MINUTES):
            while following and following[0].minute <= minute:
                state = following.pop(0).state
            stands = state in self.rules.pause | self.rules.done
            if stands and minute >= now and not known:
                return None
            if is_open[minute] and (not stands or minute >= now):
                worked += 1
            if worked == span:
                return minute + 1
        raise AssertionError("the window of the oracle is too short")
