"""Random edits of small specs, as people make them: declared, forgotten, undone, and former names left standing."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

KINDS = (
    "text", "longtext", "email", "integer", "decimal", "money", "date", "yesno", "choice", "choices", "link", "links",
    "files",
)  # fmt: skip
RECORDS = ("ant", "bee", "cow")
FIELDS = ("one", "two", "six", "one_id")
CHOICES = ("red", "tan", "blue", "as", "retired")
LISTS = ("paint", "shade")


@dataclass(slots=True)
class Options:
    """A list of choices: present ones with the name that each had before, and gone ones with what they become."""

    present: dict[str, str | None] = field(default_factory=lambda: {"red": None, "tan": None})
    becomes: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        here = [f"{name}: {{ label: {name}{f', was: {was}' if was else ''} }}" for name, was in self.present.items()]
        gone = [f"{name}: {{ becomes: {new} }}" for name, new in self.becomes.items()]
        return f"{{ {', '.join([*here, *gone])} }}"

    def edit(self, random: Random) -> None:
        names = list(self.present)
        free = [name for name in CHOICES if name not in self.present]
        match random.choice(("add", "rename", "merge", "remove", "forget")):
            case "add" if free:
                self._add(random.choice(free), None)
            case "rename" if free:
                old = random.choice(names)
                del self.present[old]
                self._add(random.choice(free), old)
            case "merge" if len(names) > 1:
                old, new = random.sample(names, 2)
                del self.present[old]
                self.becomes = {gone: new if to == old else to for gone, to in self.becomes.items()} | {old: new}
            case "remove" if len(names) > 1:
                old = random.choice([name for name in names if name not in self.becomes.values()] or [names[0]])
                del self.present[old]
                self.becomes = {gone: to for gone, to in self.becomes.items() if to != old}
            case _:
                self.present = dict.fromkeys(self.present)
                self.becomes = {}

    def _add(self, name: str, was: str | None) -> None:
        self.becomes = {gone: to for gone, to in self.becomes.items() if gone != name and to in {*self.present, name}}
        self.present[name] = was


@dataclass(slots=True)
class Part:
    """A field. `of`: the name of a shared list, or a list of its own."""

    kind: str = "text"
    was: str | None = None
    target: str | None = None
    of: str | Options | None = None
    more: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        said = {"type": self.kind, "was": self.was, "to": self.target}
        said["of"] = self.of.text() if isinstance(self.of, Options) else self.of
        listed = [f"{key}: {value}" for key, value in {**said, **self.more}.items() if value is not None]
        return f"{{ {', '.join(listed)} }}"

    def become(self, kind: str, records: Mapping[str, object], random: Random) -> None:
        self.kind = kind
        self.target = random.choice(sorted(records)) if kind in ("link", "links") else None
        self.of = random.choice((*LISTS, Options())) if kind in ("choice", "choices") else None
        self.more = {}
        for key in random.sample(("required", "from_now", "unique", "index"), 2):
            if random.random() < 0.4 and not (
                key in ("unique", "index") and kind in ("longtext", "choices", "links", "files")
            ):
                self.more[key] = "true"
        if kind == "integer" and random.random() < 0.5:
            self.more["max"] = str(random.randint(1, 9))


@dataclass(slots=True)
class Type:
    fields: dict[str, Part]
    was: str | None = None
    retired: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        head = [f"record: {key}"]
        head += [f"was: {self.was}"] if self.was else []
        head += [f"retired: [{', '.join(self.retired)}]"] if self.retired else []
        return "\n".join([*head, "fields:", *(f"  {name}: {part.text()}" for name, part in self.fields.items())]) + "\n"

    def edit(self, records: Mapping[str, object], random: Random) -> None:
        free = [name for name in FIELDS if name not in self.fields]
        name = random.choice(list(self.fields))
        match random.choice(("add", "rename", "remove", "replace", "convert", "list", "forget")):
            case "add" if free:
                self._add(random.choice(free), Part(), records, random)
            case "rename" if free:
                part = self.fields.pop(name)
                part.was = name
                self.fields[random.choice(free)] = part
            case "remove" if len(self.fields) > 1:
                del self.fields[name]
            case "replace" if free:
                del self.fields[name]
                self.retired.append(name)
                self._add(random.choice(free), Part(), records, random)
            case "convert":
                self.fields[name].become(random.choice(KINDS), records, random)
            case "list":
                options = self.fields[name].of
                if isinstance(options, Options):
                    options.edit(random)
                elif options is not None:
                    self.fields[name].of = random.choice((*LISTS, Options()))
            case _:
                self.retired.clear()
                for part in self.fields.values():
                    part.was = None
        self.retired = [each for each in self.retired if each not in self.fields]

    def _add(self, name: str, part: Part, records: Mapping[str, object], random: Random) -> None:
        part.become(random.choice(KINDS), records, random)
        self.fields[name] = part


@dataclass(slots=True)
class Specs:
    records: dict[str, Type] = field(
        default_factory=lambda: {"ant": Type({"one": Part()}), "bee": Type({"one": Part("date")})}
    )
    lists: dict[str, Options] = field(default_factory=lambda: {name: Options() for name in LISTS})

    def files(self) -> dict[str, str | None]:
        """All files; those of record types that are not there are gone."""
        records = {f"records/{key}.yaml": self.records[key].text(key) for key in self.records}
        return {**records, **{f"choices/{name}.yaml": f"{options.text()}\n" for name, options in self.lists.items()}}

    def edited(self, random: Random) -> Specs:
        """A copy with one edit, or a few at once."""
        specs = copy.deepcopy(self)
        for _ in range(random.choice((1, 1, 2, 3))):
            specs._edit(random)
        return specs

    def _edit(self, random: Random) -> None:
        key = random.choice(sorted(self.records))
        free = [each for each in RECORDS if each not in self.records]
        match random.choice(("field", "field", "field", "field", "list", "add", "rename", "remove")):
            case "list":
                random.choice(list(self.lists.values())).edit(random)
            case "add" if free:
                self.records[random.choice(free)] = Type({"one": Part(), "two": Part("integer")})
            case "rename" if free:
                of = self.records.pop(key)
                of.was = key
                fresh = random.choice(free)
                self.records[fresh] = of
                self._lead(key, fresh)
            case "remove" if len(self.records) > 1:
                del self.records[key]
                self._lead(key, sorted(self.records)[0])
            case _:
                self.records[key].edit(self.records, random)

    def _lead(self, old: str, new: str) -> None:
        """Links to a record type that is gone lead to another one."""
        for of in self.records.values():
            for part in of.fields.values():
                part.target = new if part.target == old else part.target
