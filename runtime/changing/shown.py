"""A look at the specs as the page shows it: problems, the plan in words, what stands in the way.

Of rows that do not fit only their number and ids are shown, never a value: whoever may change the site need not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runtime.changing.rooms import Room

KINDS = {"gain": "More", "loss": "Less", "both": "More and less", "change": "Other"}


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is the file and the line; `severity`: error or warning."""

    severity: str
    code: str
    words: str
    hint: str
    place: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changes of the data, what becomes of its rows, and the line of the specs that says so."""

    words: str
    effect: str
    place: str


@dataclass(frozen=True, slots=True)
class Coming:
    """How many records will make a move by themselves at once, and the line of the specs that says so."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something for which an apply would stop; `more` says which rows and what to do."""

    words: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gain:
    """A change of who may do what; `kind` is a word for it."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`generation` is what it leads to. `ready`: nothing stands in the way. `seconds`: of tables that take long."""

    summary: str
    generation: str
    ready: bool
    nothing: bool
    changes: tuple[Change, ...]
    moves: tuple[Coming, ...]
    files: tuple[tuple[str, tuple[str, ...]], ...]
    access: tuple[Gain, ...]
    obstacles: tuple[Obstacle, ...]
    seconds: float

    @property
    def files_count(self) -> int:
        return sum(len(paths) for _, paths in self.files)


@dataclass(frozen=True, slots=True)
class Look:
    """`id` names it, and its plan. `at` is a moment as ISO has it. `why`: in lines, why there is no plan though the
    specs have no problems."""

    id: str
    at: str
    who: str
    problems: tuple[Problem, ...]
    plan: Plan | None
    why: tuple[str, ...]


def read_look(room: Room) -> Look | None:
    """The last look; None where there is none since the last change, or it is of another version of the product."""
    found = room.read("look.json")
    try:
        return None if found is None else _look(found)
    except (KeyError, TypeError, ValueError):
        return None


def _look(found: Mapping[str, Any]) -> Look:
    return Look(
        id=found["id"],
        at=found["at"],
        who=found["who"],
        problems=tuple(map(_problem, found["problems"])),
        plan=_plan(found["plan"]) if found["plan"] else None,
        why=tuple(_why(found["why"])) if found["why"] else (),
    )


def _problem(found: Mapping[str, Any]) -> Problem:
    place = f"{found['file']}:{found['line']}"
    return Problem(found.get("severity", "error"), found["code"], found["message"], found["hint"], place)


def _why(refusal: Mapping[str, Any]) -> Iterator[str]:
    yield str(refusal["words"])
    for text in refusal.get("details", ()):
        yield from str(text).splitlines()


def _plan(found: Mapping[str, Any]) -> Plan:
    access = found["access"] or {"portals": [], "changes": []}
    return Plan(
        summary=found["summary"],
        generation=found["basis"]["generation"],
        ready=found["exit"] == 0,
        nothing=found["summary"] == "No changes.",
        changes=tuple(Change(each["words"], each["effect"], each["at"]) for each in found["changes"]),
        moves=tuple(Coming(each["words"], each["at"]) for each in found["moves"]),
        files=tuple((words, tuple(found["files"][words])) for words in ("new", "changed", "removed")),
        access=tuple(Gain(KINDS[each["kind"]], each["text"]) for each in (*access["portals"], *access["changes"])),
        obstacles=tuple(_obstacles(found)),
        seconds=float(found["seconds"]),
    )


def _obstacles(found: Mapping[str, Any]) -> Iterator[Obstacle]:
    for finding in found["findings"]:
        yield Obstacle(finding["words"], tuple(_of_finding(finding)))
    yield from (Obstacle(words) for words in found["drift"])
    for edit in found["edits"]:
        yield Obstacle(f"{edit['path']} was edited by hand", tuple(edit["diff"].splitlines()))
    for problem in found["extensions"]:
        place = f"{problem['file']}:{problem['line']}"
        yield Obstacle(problem["message"], tuple(filter(None, (place, problem["hint"]))))


def _of_finding(finding: Mapping[str, Any]) -> Iterable[str]:
    ids = [str(each["id"]) for each in finding["samples"]]
    records = f"records {', '.join(ids)}{' and others' if finding['count'] > len(ids) else ''}" if ids else ""
    return filter(None, (records, finding["at"], finding["remedy"]))
