"""`specs/spec.lock.yaml`: the identity of everything in the specs. Machine-written, sorted, one line a thing.

A line is `<path>: <id> <kind>[ <fact> …][ as <stored name>][ retired|purged]`, as in
`records.order.total: k7f3q2 money 2 required as sum`. The id stays with the thing for ever and is never used again;
so does the stored name, which the database knows it by: the name at birth, written only where it differs from the
path's last part. The kind is what the data is stored as; of a link it names the target's id. The facts are what was
promised of the values (`required`, `length=200`), so that a change of them is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, overload

FILE = "spec.lock.yaml"
ATTRIBUTES = f"{FILE} merge=union\n"
"""What `.gitattributes` beside the lock says, so that two branches merge: lines are sorted, and each is one thing."""
HEAD = """\
# Written by `portal apply`; do not edit. It keeps the identity of everything in these specs.
# Form 3: `<path>: <id> <kind> [<facts>] [as <name in the database>] [retired|purged]`.
"""

DEPTH = 2
"""Points in the path of a field."""

Status = Literal["active", "retired", "purged"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing's identity, and its line in the file (0: not written yet).

    `path` is the present name; of what is gone, the last one. `stored` is the name in the database: of a record type
    its table, of a field the base of its column, of a choice the value in rows. `facts` None: not known, since the
    line is of the first form.
    """

    path: str
    id: str
    kind: str
    stored: str
    status: Status = "active"
    line: int = 0
    facts: tuple[str, ...] | None = ()

    @property
    def name(self) -> str:
        """The path's last part; that of a choice may have points of its own."""
        return split(self.path)[1]

    @property
    def parent(self) -> str:
        """The path of what holds it: `records`, `records.order`, `records.order.state`, `choices.rank`."""
        return split(self.path)[0]

    @property
    def is_choice(self) -> bool:
        """Whether it is one of a list of choices: not a field of kind choice."""
        return self.path.startswith("choices.") or self.path.count(".") > DEPTH

    def text(self) -> str:
        stored = f"as {self.stored}" if self.stored != self.name else ""
        status = self.status if self.status != "active" else ""
        words = [f"{self.path}:", self.id, self.kind, *(self.facts or ()), stored, status]
        return " ".join(filter(None, words))


class Unread(Sequence[Entry]):
    """The entries of a lock of which it is known that it is as it would be written: read when one is asked for."""

    def __init__(self, text: str, read: Callable[[], Sequence[Entry]]) -> None:
        self.text = text
        self._read = read

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        return self._read()

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        return self._entries[place]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __eq__(self, other: object) -> bool:
        return self._entries == (other._entries if isinstance(other, Unread) else other)

    def __hash__(self) -> int:
        return hash(tuple(self._entries))


@dataclass(frozen=True)
class Lock:
    """All that ever was in the specs, sorted by path and id. `file` is the lock's file, for messages."""

    entries: Sequence[Entry] = ()
    file: str = f"specs/{FILE}"

    def text(self) -> str:
        """The file's text."""
        return self._text

    def active(self, path: str) -> Entry | None:
        """The thing that is called so today."""
        return self._active.get(path)

    def by_id(self, id_: str) -> Entry | None:
        return self._by_id.get(id_)

    def gone(self, path: str) -> tuple[Entry, ...]:
        """What was called so when it was retired or purged."""
        return tuple(entry for entry in self.entries if entry.path == path and entry.status != "active")

    def under(self, parent: str) -> Iterator[Entry]:
        """All fields of a record type, or all choices of a list, gone ones included."""
        return (entry for entry in self.entries if entry.parent == parent)

    def purged(self, id_: str) -> Lock:
        """With this thing and all that it held gone from the database; the lock keeps their ids and names."""
        entry = self.by_id(id_)
        below = () if entry is None else tuple(each for each in self.entries if each.parent == entry.path)
        gone = {id_, *(each.id for each in below), *(each.id for of in below for each in self.under(of.path))}
        entries = (replace(each, status="purged") if each.id in gone else each for each in self.entries)
        return Lock(tuple(entries), self.file)

    @cached_property
    def _text(self) -> str:
        if isinstance(self.entries, Unread):
            return self.entries.text
        ordered = sorted(self.entries, key=lambda entry: (entry.path, entry.id, entry.status))
        return HEAD + "".join(f"{entry.text()}\n" for entry in ordered)

    @cached_property
    def _active(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.entries if entry.status == "active"}

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}


def split(path: str) -> tuple[str, str]:
    """What holds a thing, and its name: `records.order.state.new` -> (`records.order.state`, `new`)."""
    name = path.split(".", DEPTH if path.startswith("choices.") else DEPTH + 1)[-1]
    return path[: -len(name) - 1], name
