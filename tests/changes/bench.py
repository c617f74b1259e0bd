"""Specs that are edited and applied one time after the other, without a database: the lock alone remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from generator.app import App
from generator.changes import Changes, Lock, Operation, diff, parse_lock
from generator.problems import Problem, errors
from generator.reading import read_spec
from generator.resolve import resolve

SITE = "label: Harbour\ncurrency: EUR\ntime_zone: UTC\nlanguages: [en]\nspec: 1\n"


@dataclass(slots=True)
class Bench:
    """`lock` is that of the last apply, as its file has it."""

    folder: Path
    lock: Lock = field(default_factory=Lock)

    def write(self, files: Mapping[str, str | None]) -> None:
        """These files as they are from now on; None: the file is gone."""
        for name, text in {"portal.yaml": SITE, **files}.items():
            path = self.folder / "specs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def app(self) -> App:
        spec, problems, _ = read_spec(self.folder / "specs")
        assert spec is not None and errors(problems) == [], problems
        app, problems = resolve(spec)
        assert app is not None, errors(problems)
        return app

    def diff(self, files: Mapping[str, str | None]) -> Changes:
        """What these files change; the lock stays."""
        self.write(files)
        return diff(self.lock, self.app())

    def apply(self, files: Mapping[str, str | None]) -> tuple[Operation, ...]:
        """The operations to these files; the lock is written and read again, and then there is nothing to do."""
        changes = self.diff(files)
        assert changes.problems == (), told(changes.problems)
        text = changes.lock.text()
        self.lock = parse_lock(text)
        assert self.lock.text() == text
        again = diff(self.lock, self.app())
        assert (again.operations, again.problems, again.lock.text()) == ((), (), text)
        return changes.operations

    def problems(self, files: Mapping[str, str | None]) -> list[str]:
        """What is wrong with these files, in the words that an analyst reads."""
        changes = self.diff(files)
        assert changes.operations == () and changes.lock is self.lock
        return told(changes.problems)

    def line(self, path: str) -> str:
        """The lock's active line of a thing, its id as `…`."""
        entry = self.lock.active(path)
        assert entry is not None, self.lock.text()
        return entry.text().replace(entry.id, "…")


def told(problems: tuple[Problem, ...]) -> list[str]:
    """`S904 records/ticket.yaml 3:3 message (hint)`."""
    return [
        f"{each.code} {each.position.file.partition('/')[2]} {each.position.line}:{each.position.column} "
        f"{each.message} ({each.hint})"
        for each in problems
    ]


def words(operations: tuple[Operation, ...]) -> list[str]:
    return [operation.words() for operation in operations]


def record(key: str, *fields: str, more: str = "") -> dict[str, str | None]:
    """A record type's file; a field is `name: { type: text }`, or just `name` for that."""
    lines = "".join(f"  {each if ':' in each else f'{each}: {{ type: text }}'}\n" for each in fields)
    return {f"records/{key}.yaml": f"record: {key}\n{more}fields:\n{lines}"}
