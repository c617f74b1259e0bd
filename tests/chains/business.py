"""The specs of a small business as values, and as the YAML that an analyst writes. Things keep their `uid` for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SITE = "label: Harbour\ncurrency: EUR\ntime_zone: UTC\nlanguages: [en]\nspec: 1\n"
SETS = ("links", "files")
"""Kinds without a column."""

CHOSEN = ("choice", "choices")


@dataclass(slots=True)
class Options:
    """A list of choices: name -> what it was called, None: so. `becomes`: gone choices and what their rows are.
    `labels` are those that do not follow from the name."""

    uid: int
    present: dict[str, str | None]
    becomes: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        return self.labels.get(name, name.title())

    def text(self) -> str:
        here = (
            f"{name}: {{ label: {self.label(name)}, was: {was} }}" if was else f"{name}: {self.label(name)}"
            for name, was in self.present.items()
        )
        gone = (f"{name}: {{ becomes: {new} }}" for name, new in self.becomes.items())
        return f"{{ {', '.join((*here, *gone))} }}"


@dataclass(slots=True)
class Part:
    """A field. `column` changes whenever its values go to another column. `fill` is what rows without a value get, by
    today's names, and `answer` the key that says so."""

    uid: int
    name: str
    kind: str
    column: int
    target: int | None = None
    own: Options | None = None
    shared: str | None = None
    was: str | None = None
    answer: str | None = None
    fill: Any = None
    max: int | None = None
    flags: set[str] = field(default_factory=set)

    @property
    def required(self) -> bool:
        return "required" in self.flags

    @property
    def from_now(self) -> bool:
        return "from_now" in self.flags

    def text(self, names: dict[int, str]) -> str:
        said = {
            "type": self.kind,
            "to": None if self.target is None else names[self.target],
            "of": self.own.text() if self.own else self.shared,
            "was": self.was,
            "max": self.max,
            **dict.fromkeys(sorted(self.flags), "true"),
        }
        if self.answer:
            said[self.answer] = written(self.kind, self.fill, self.answer)
        return f"{{ {', '.join(f'{key}: {value}' for key, value in said.items() if value is not None)} }}"


@dataclass(slots=True)
class Type:
    """A record type. `gone` are its retired fields as they were."""

    uid: int
    name: str
    parts: list[Part] = field(default_factory=list)
    gone: list[Part] = field(default_factory=list)
    was: str | None = None
    retired: list[str] = field(default_factory=list)

    def text(self, names: dict[int, str]) -> str:
        head = [f"record: {self.name}"]
        head += [f"was: {self.was}"] if self.was else []
        head += [f"retired: [{', '.join(self.retired)}]"] if self.retired else []
        return "\n".join([*head, "fields:", *(f"  {part.name}: {part.text(names)}" for part in self.parts)]) + "\n"


@dataclass(slots=True)
class Business:
    """`gone` are the record types that are retired; `lists` the shared lists of choices, by name."""

    types: list[Type] = field(default_factory=list)
    gone: list[Type] = field(default_factory=list)
    lists: dict[str, Options] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        names = {each.uid: each.name for each in self.types}
        records = {f"records/{each.name}.yaml": each.text(names) for each in self.types}
        lists = {f"choices/{name}.yaml": f"{options.text()}\n" for name, options in self.lists.items()}
        return {"portal.yaml": SITE, **records, **lists}

    def type(self, uid: int | None) -> Type | None:
        return next((each for each in self.types if each.uid == uid), None)

    def parts(self) -> Iterator[tuple[Type, Part]]:
        return ((each, part) for each in self.types for part in each.parts)

    def part(self, uid: int) -> Part | None:
        return next((part for _, part in self.parts() if part.uid == uid), None)

    def options(self, part: Part) -> Options | None:
        return part.own or (self.lists[part.shared] if part.shared else None)


def written(kind: str, value: Any, answer: str) -> str:
    """A constant as the specs have it; a text of a backfill is an expression."""
    if kind == "yesno":
        return "true" if value else "false"
    return f"\"'{value}'\"" if kind == "text" and answer == "backfill" else str(value)
