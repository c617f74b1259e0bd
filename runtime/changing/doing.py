"""The jobs of the page, each in front of a command of `portal`: look at the specs, apply what was seen, go back."""

from __future__ import annotations

from typing import Any

from runtime.changing.commands import ask, follow
from runtime.changing.rooms import Job, Room, now
from runtime.changing.workplace import Workplace

STALE = "S903"
"""The problem of a generated file that is not what the specs say: the plan tells the same, and more."""


def look(place: Workplace) -> None:
    """Problems of the specs, and the plan where there are none; the plan is kept as a file, to be applied as it is."""
    room, job = place.site, _job(place.site)
    room.tell("check", "Checking the specs.")
    problems = [each for each in ask(place.options, "check", "--format", "json") if each["code"] != STALE]
    found: dict[str, Any] = {"id": job.id, "at": now(), "who": job.who, "problems": problems, "plan": None, "why": None}
    if not any(each["severity"] == "error" for each in problems):
        room.tell("plan", "Finding out what an apply would do.")
        file = _plan_file(room, job.id)
        told = ask(place.options, "plan", "--format", "json", "--out", str(file))
        found |= {"plan": told} if "basis" in told else {"why": told}
    for old in room.folder.glob("plan-*.json"):
        if old != _plan_file(room, job.id):
            old.unlink()
    room.write("look.json", found)
    room.end(0, "The specs have problems." if problems else "")


def apply_plan(place: Workplace) -> None:
    """Just the plan that was seen: the command refuses it where anything that it was made from has changed."""
    room, job = place.site, _job(place.site)
    words = ("apply", str(_plan_file(room, job.look)), "--format", "json", "--who", job.who)
    _end(room, follow(place.options, *words, tell=room.tell))


def go_back(place: Workplace) -> None:
    room, job = place.site, _job(place.site)
    _end(room, follow(place.options, "rollback", "--format", "json", "--who", job.who, tell=room.tell))


def _end(room: Room, end: dict[str, Any]) -> None:
    details = tuple(line for text in end.get("details", ()) for line in str(text).splitlines())
    diffs = tuple(line for text in end.get("diffs", ()) for line in str(text).splitlines())
    room.end(int(end["exit"]), str(end["words"]), (*details, *diffs))
    if end["exit"] == 0:
        (room.folder / "look.json").unlink(missing_ok=True)  # what was seen is done, or no longer so


def _plan_file(room: Room, look: str) -> Any:
    return room.folder / f"plan-{look}.json"


def _job(room: Room) -> Job:
    job = room.job
    assert job is not None
    return job
