"""The change that can no longer go back: what a kill left to do, so that the next change finishes it first.

`var/applying.json` is written when the database is ready for the generation and everything was checked, and removed
when servers have it and the database is settled. Files, lock and `current` follow from it alone, in any state.
Before that, `var/preparing.json` says what the database was being made ready for: to go on with, or to take back.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from portal.replacing import replace_file

FILE = "applying.json"
PREPARING = "preparing.json"


@dataclass(frozen=True, slots=True)
class Pending:
    """But for a rollback, `lock` is the text of the lock to be, and `lock_before` that of the lock that it was made
    from. `drops` of a purge: table, column (None: the whole table) and the file that its values are written to.
    `is_apart`: older and newer servers may not answer at the same time, since rows are rewritten between them;
    `handed_over` is when the newer ones first did (ISO 8601). `sources`: see `portal.fingerprint.Stamp`."""

    did: Literal["apply", "rollback", "purge"]
    generation: str
    before: str | None
    who: str
    lock: str = ""
    lock_before: str = ""
    drops: tuple[tuple[str, str | None, str], ...] = ()
    is_apart: bool = False
    handed_over: str | None = None
    sources: str = ""


def begin(var: Path, pending: Pending) -> None:
    replace_file(var / FILE, json.dumps(asdict(pending)) + "\n")
    forget_preparing(var)


def note_hand_over(var: Path, generation: str) -> None:
    """Written before the newer servers answer: from now on nobody else's rows are to be taken over."""
    begun = read_pending(var)
    if begun is not None and begun.generation == generation and begun.handed_over is None:
        replace_file(var / FILE, json.dumps(asdict(replace(begun, handed_over=datetime.now(UTC).isoformat()))) + "\n")


def end(var: Path) -> None:
    forget_preparing(var)
    (var / FILE).unlink(missing_ok=True)


def read_pending(var: Path) -> Pending | None:
    """None where no apply was interrupted. The file appears in one step, so that it is whole."""
    try:
        return Pending(**json.loads((var / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Preparing:
    """A generation that the database is being made ready for, while `before` is served. Nobody has met it yet."""

    generation: str
    before: str


def prepare(var: Path, preparing: Preparing) -> None:
    replace_file(var / PREPARING, json.dumps(asdict(preparing)) + "\n")


def read_preparing(var: Path) -> Preparing | None:
    """None where no apply ended on its way to a generation that works."""
    try:
        return Preparing(**json.loads((var / PREPARING).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def forget_preparing(var: Path) -> None:
    (var / PREPARING).unlink(missing_ok=True)


def join_locks(pending: Pending, found: str) -> str:
    """The lock to write over `found`: lines that came from elsewhere meanwhile stay, as in a merge of branches."""
    if found in {pending.lock, pending.lock_before}:
        return pending.lock
    before = set(pending.lock_before.splitlines())
    others = [line for line in found.splitlines() if line not in before and not line.startswith("#")]
    head, lines = _parted(pending.lock)
    return head + "".join(f"{line}\n" for line in sorted({*lines, *others}))


def _parted(lock: str) -> tuple[str, list[str]]:
    lines = lock.splitlines()
    head = "".join(f"{line}\n" for line in lines if line.startswith("#"))
    return head, [line for line in lines if line and not line.startswith("#")]
