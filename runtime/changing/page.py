"""What the page shows: what is served, what is under way or how it ended, the last look at the specs, the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from runtime.changing.history import Event, History
from runtime.changing.rooms import Deed, Job, Room
from runtime.changing.shown import Look, read_look
from runtime.changing.workplace import Workplace
from runtime.web.formats import Formats

DOING: dict[Deed, str] = {
    "look": "Looking at the specs",
    "apply": "Applying the plan",
    "back": "Going back",
    "preview": "Making the preview",
}
DONE: dict[str, str] = {"apply": "Apply", "rollback": "Rollback", "purge": "Purge"}
ENDED: dict[str, str] = {"done": "Done", "refused": "Refused", "failed": "Failed"}
UNKNOWN = (
    "This server does not know where the specs are, so that the site can be changed at the command line only. "
    "It knows when it is started by: portal serve"
)
CUT_OFF = "It was cut off before its end. Nothing is lost: look at the specs and apply again, and it is finished first."


@dataclass(frozen=True, slots=True)
class Step:
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A job that is under way."""

    title: str
    who: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How the last job ended."""

    good: bool
    title: str
    words: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the history, in words."""

    at: str
    did: str
    outcome: str
    generation: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """`warning`: what keeps the site from being changed here. `seen`: when the specs were looked at, and by whom."""

    served: str
    since: str
    warning: str
    progress: Progress | None
    result: Result | None
    look: Look | None
    seen: str
    may_look: bool
    may_apply: bool
    may_go_back: bool
    history: tuple[Line, ...]


def change_page(place: Workplace | None, history: History, spoken: Formats) -> ChangePage:
    room = place.site if place else None
    is_busy = room is not None and room.is_busy
    look = read_look(room) if room and not is_busy else None
    warning = place.why_not() if place else UNKNOWN
    ready = look is not None and look.plan is not None and look.plan.ready and not look.plan.nothing
    return ChangePage(
        served=history.served or "none",
        since=_since(history, spoken),
        warning=warning,
        progress=progress_of(room, spoken) if room and is_busy else None,
        result=result_of(room) if room and not is_busy else None,
        look=look,
        seen=f"{spoken.moment(datetime.fromisoformat(look.at))}, by {look.who}" if look else "",
        may_look=place is not None and not is_busy,
        may_apply=ready and not warning and not is_busy,
        may_go_back=history.before is not None and not warning and not is_busy,
        history=tuple(_lines(history.events, spoken)),
    )


def progress_of(room: Room, spoken: Formats) -> Progress | None:
    job = room.job
    if job is None:
        return None
    steps = tuple(Step(spoken.moment(datetime.fromisoformat(line.at)), line.words) for line in room.lines())
    return Progress(DOING[job.deed], job.who, steps)


def result_of(room: Room) -> Result | None:
    """None where nothing was done yet, and after a look: what it found is shown itself."""
    job, outcome = room.job, room.outcome
    if job is None:
        return None
    if outcome is None:
        return Result(good=False, title=_title(job, "was cut off"), words=CUT_OFF, details=())
    if outcome.exit == 0:
        words = outcome.words if job.deed != "look" else ""
        return Result(good=True, title=_title(job, "is done"), words=words, details=()) if words else None
    return Result(good=False, title=_title(job, "came to no end"), words=outcome.words, details=outcome.details)


def _title(job: Job, how: str) -> str:
    return f"{DOING[job.deed]} {how}"


def _since(history: History, spoken: Formats) -> str:
    by = f", by {history.by}" if history.by else ""
    return f"{spoken.moment(history.since)}{by}" if history.since else ""


def _lines(events: tuple[Event, ...], spoken: Formats) -> Iterator[Line]:
    for event in events:
        yield Line(
            at=spoken.moment(event.at),
            did=DONE.get(event.did, event.did),
            outcome=ENDED.get(event.outcome, event.outcome),
            generation=event.generation,
            who=event.who,
            words=event.words,
        )
