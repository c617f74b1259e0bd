"""Changes of the specs that an apply cannot carry out yet without losing data: named, never guessed."""

from __future__ import annotations

from pathlib import Path

from generator.app import App
from generator.changes.lock import FILE, Entry, Lock, things
from generator.problems import Position, Problem

KEEP = "put it back; renaming, retiring and converting come with a later version of portal apply"


def find_refusals(lock: Lock, app: App, specs: Path) -> list[Problem]:
    """A problem for each thing that is gone or stored as another kind than before."""
    today = things(app)
    refused = []
    for path, entry in sorted(lock.entries.items()):
        if path not in today:
            if _parent_is_gone(path, today):
                continue
            refused.append(_problem("S901", f"{_words(path, entry)} is gone from the specs", path, entry, specs))
        elif today[path] != entry.kind:
            message = f"{_words(path, entry)} was stored as {entry.kind} and would now be {today[path]}"
            refused.append(_problem("S902", message, path, entry, specs))
    return refused


def _parent_is_gone(path: str, today: dict[str, str]) -> bool:
    """Whether a thing is gone only because what holds it is: that one is told, once."""
    parent = path.rpartition(".")[0]
    return parent not in today and parent.count(".") >= 1 and not parent.startswith("choices.")


def _words(path: str, entry: Entry) -> str:
    name = path.partition(".")[2]
    if entry.kind == "choice":
        where, _, choice = name.rpartition(".")
        return f"choice '{choice}' of {where}"
    return f"record type '{name}'" if entry.kind == "record" else f"field '{name}'"


def _problem(code: str, message: str, path: str, entry: Entry, specs: Path) -> Problem:
    return Problem(code, message, Position(str(specs / FILE), entry.line, 1, len(path)), KEEP)
