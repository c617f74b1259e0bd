"""Which generation is served and what came before it, as the commands wrote it down in `var/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LATEST = 30


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the site or the attempt. `did`: apply, rollback or purge; `outcome`: done, refused or failed."""

    at: datetime
    did: str
    outcome: str
    generation: str
    before: str | None
    who: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """`served` None: nothing was applied yet. `since` and `by` of it, as far as they are known. `before`: what a
    rollback leads to, if anything. The newest event first.
    """

    served: str | None
    since: datetime | None
    by: str
    before: str | None
    events: tuple[Event, ...]


def read_history(var: Path) -> History:
    events = _events(var)
    served = _served(var)
    since = next((each for each in events if each.outcome == "done" and each.generation == served), None)
    way, latest = _way(events[::-1]), tuple(events[:LATEST])
    before = way[-2] if len(way) > 1 and way[-1] == served else None
    if since is None:
        changed = datetime.fromtimestamp((var / "current").stat().st_mtime, UTC) if served else None
        return History(served, changed, "", before, latest)
    return History(served, since.at, since.who, before, latest)


def _way(events: list[Event]) -> list[str]:
    """The generations that one can go back through, as the command sees it: a purge cuts off what was before."""
    way: list[str] = []
    for event in events:
        if event.outcome != "done":
            continue
        if event.did == "purge":
            way = [event.generation]
        elif event.did == "rollback":
            way = way[: way.index(event.generation) + 1] if event.generation in way else [event.generation]
        else:
            way += [name for name in (event.before, event.generation) if name and name not in way[-1:]]
    return way


def _served(var: Path) -> str | None:
    try:
        return (var / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _events(var: Path) -> list[Event]:
    """A line that a kill cut off is passed over."""
    try:
        lines = (var / "generations.jsonl").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            told = json.loads(line)
            found.append(Event(**{**told, "at": datetime.fromisoformat(told["at"])}))
        except (ValueError, TypeError, KeyError):
            continue
    return found[::-1]
