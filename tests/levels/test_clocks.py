"""Clocks against the oracle that counts minutes: random histories with pauses, changes of severity and reopening, over
nights in which clocks change, holidays and closed days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from runtime.calendars import WorkingTime, working_times
from runtime.clocks import Clocks, Course, Judge, Stop, read_course, written
from runtime.declarations.service_level import Calendar, Promise, ServiceLevel, Step
from tests.levels.minutes import ALWAYS, BEGIN, Due, Event, Rules, Wall, judged

MINUTE = timedelta(minutes=1)
LONG = 60_000  # minutes

BAVARIA = (
    *(date(2025, 10, 3), date(2025, 11, 1), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)),
    *(date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1)),
    *(date(2026, 5, 14), date(2026, 5, 25), date(2026, 6, 4)),
)  # fmt: skip
WALLS = (
    Wall("Europe/Berlin", closed=BAVARIA),
    Wall("Europe/Berlin", "mon tue wed thu fri sat sun", "01:15", "02:45"),  # opens and closes in the hour that changes
    Wall("America/New_York", "sat sun", "00:00", "24:00"),  # the nights themselves
    Wall("Australia/Lord_Howe", "tue thu sun", "01:30", "10:00"),  # where clocks change by half an hour
    Wall("Africa/Cairo", "sun mon tue wed thu fri", "00:00", "23:30"),  # where they change at midnight
)
HOLIDAYS = {WALLS[0]: "DE-BY"}
LEVEL_STATES = ("new", "open", "waiting", "solved", "closed")
PAUSE, ANSWERED, DONE = ("waiting",), ("open", "solved"), ("solved", "closed")


def test_holidays_are_those_of_the_package() -> None:
    """The oracle has the closed days of its window one by one."""
    times = working_times({"office": calendar_of(WALLS[0])}, "Europe/Berlin")
    for day in BAVARIA:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert not times["office"].between(midnight, midnight + timedelta(hours=20)), day


@some.composite
def histories(draw: some.DrawFn) -> tuple[Rules, Sequence[Event]]:
    office = draw(some.sampled_from(WALLS))
    spans = some.integers(1, 40) | some.integers(1, 3_000)
    choices = draw(some.lists(some.sampled_from([office, office, ALWAYS]), min_size=1, max_size=3))
    promises = {f"level_{number}": (wall, draw(spans), draw(spans)) for number, wall in enumerate(choices)}
    near = draw(some.sampled_from([*NIGHTS, *range(0, LONG * 2, 7_919)]))
    minute, events = max(near + draw(some.integers(-2_000, 300)), 0), []
    for state in draw(some.lists(some.sampled_from(LEVEL_STATES), min_size=1, max_size=7)):
        events.append(Event(minute, state, draw(some.sampled_from(sorted(promises)))))
        minute += draw(some.integers(0, 90) | some.integers(0, 4_000))
    return Rules(frozenset(PAUSE), frozenset(ANSWERED), frozenset(DONE), promises), events


def minute_of(year: int, month: int, day: int) -> int:
    return (datetime(year, month, day, tzinfo=UTC) - BEGIN) // MINUTE


NIGHTS = [  # in which clocks change, and days about which much is closed
    *(minute_of(2025, 10, 5), minute_of(2025, 10, 26), minute_of(2025, 10, 31), minute_of(2025, 11, 2)),
    *(minute_of(2025, 12, 24), minute_of(2025, 12, 31), minute_of(2026, 3, 8), minute_of(2026, 3, 29)),
    *(minute_of(2026, 4, 2), minute_of(2026, 4, 5), minute_of(2026, 4, 24)),
]


def calendar_of(wall: Wall) -> Calendar:
    days = tuple("mon tue wed thu fri sat sun".split().index(day) for day in wall.days.split())
    opens, closes = (timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in (wall.opens, wall.closes))
    return Calendar(days, opens, closes, HOLIDAYS.get(wall, ""))


TIMES: Mapping[Wall, WorkingTime] = {
    **{wall: working_times({"office": calendar_of(wall)}, wall.zone)["office"] for wall in WALLS},
    ALWAYS: working_times({}, "UTC")["always"],
}


STEPS = (Step("respond", 50, {}), Step("resolve", 50, {}))


def judge_of(rules: Rules) -> Judge:
    promises = {
        name: Promise(wall.zone, respond * MINUTE, resolve * MINUTE)
        for name, (wall, respond, resolve) in rules.promises.items()
    }
    times = {wall.zone: TIMES[wall] for wall, _, _ in rules.promises.values()}
    return Judge(ServiceLevel(PAUSE, ANSWERED, DONE, by="severity", promises=promises, escalate=STEPS), times)


def run(rules: Rules, events: Sequence[Event]) -> list[Clocks]:
    """What the product makes of the same history; what it remembers goes through the text in the row."""
    judge = judge_of(rules)
    first, *others = events
    found = [judge.begun(first.state, first.choice, BEGIN + first.minute * MINUTE)]
    for event in others:
        last = found[-1]
        kept = Clocks(read_course(written(last.course)), last.respond_by, last.resolve_by, last.due_by)
        found.append(judge.after(kept, event.state, event.choice, BEGIN + event.minute * MINUTE))
    return found


def in_minutes(clocks: Clocks) -> Due:
    moments = (clocks.respond_by, clocks.resolve_by, clocks.due_by)
    respond, resolve, following = (None if each is None else (each - BEGIN) / MINUTE for each in moments)
    return Due(respond, resolve, following)  # type: ignore[arg-type]


def holds(history: tuple[Rules, Sequence[Event]]) -> None:
    assert [in_minutes(each) for each in run(*history)] == judged(*history)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_clocks_are_those_of_the_oracle(history: tuple[Rules, Sequence[Event]]) -> None:
    holds(history)


def steps_hold(history: tuple[Rules, Sequence[Event]]) -> None:
    """Half of twice the time is the time: the steps ahead are where the oracle has what is due."""
    rules, events = history
    doubled = {name: (wall, 2 * respond, 2 * resolve) for name, (wall, respond, resolve) in rules.promises.items()}
    judge, clocks = judge_of(replace(rules, promises=doubled)), run(*history)[-1]
    ahead = judge.ahead(clocks.course, events[-1].choice, BEGIN + events[-1].minute * MINUTE)
    due = judged(*history)[-1]
    expected = {"respond": due.respond, "resolve": due.resolve}
    over = {"respond": clocks.course.answered, "resolve": clocks.course.done}
    found = {step.of: (at - BEGIN) / MINUTE for at, step in ahead}
    assert found == {name: at for name, at in expected.items() if at is not None and not over[name]}
    assert [at for at, _ in ahead] == sorted(at for at, _ in ahead)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_steps_ahead_are_at_parts_of_the_promised_time(history: tuple[Rules, Sequence[Event]]) -> None:
    steps_hold(history)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_clocks_are_those_of_the_oracle_ten_thousand_times(history: tuple[Rules, Sequence[Event]]) -> None:
    holds(history)


@settings(max_examples=200, deadline=None)
@given(
    some.sampled_from(WALLS),
    some.datetimes(datetime(1971, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001
    some.timedeltas(timedelta(0), timedelta(days=4_000)),
)
def test_the_moment_after_is_the_first_with_so_much_time(wall: Wall, naive: datetime, span: timedelta) -> None:
    start, time = naive.replace(tzinfo=UTC), TIMES[wall]
    end = time.after(start, span)
    assert time.between(start, end) == span
    assert not span or time.between(start, end - timedelta(microseconds=1)) < span


def test_what_is_remembered_reads_as_it_was_written() -> None:
    moments = [datetime(2026, 3, day, 8, 15, 1, 250, tzinfo=UTC) for day in range(1, 6)]
    for course in (
        Course(moments[0]),
        Course(moments[0], (Stop(moments[1], moments[2]), Stop(moments[3])), moments[1], moments[3], ("resolve:80",)),
    ):
        assert read_course(written(course)) == course
