"""Random edits of folders of specs, as hands make them: of one line or one file at a time, right ones and slips."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

WORD = re.compile(r"[a-z][a-z_]{2,}")
LABELLED = re.compile(r"^( *(?:label|plural|hint|say|title): *)(\S.*)$", re.MULTILINE)
NEW_FIELDS = (
    "{ type: text, max: 40 }",
    "{ type: integer, min: 1, max: 9, default: 3 }",
    "{ type: yesno, default: true, required: true }",
    "{ type: date, unique: true }",
    "{ type: choice, of: { up: Up, down: Down } }",
    "{ type: choice, of: [left, right], default: left }",
    "{ type: link, to: %, back: %_of_these }",
    "{ type: links, to: % }",
    "{ type: text, show: created > today }",
    "{ type: text, required: true }",
)


@dataclass(slots=True)
class Hand:
    """Whoever edits `folder`. What is broken is mended soon, so that most steps begin with specs that are right."""

    folder: Path
    random: Random
    _first: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._first = {path: path.read_text("utf-8") for path in self._files()}

    def edit(self) -> str:
        """One edit; gives it in words."""
        deeds: list[Callable[[], str]] = [
            *([self._label] * 3), *([self._add_field] * 4), *([self._comment] * 2), self._drop_line, self._double_line,
            self._swap_lines, self._other_word, self._toggle, self._new_file, self._remove_file,
        ]  # fmt: skip
        return self.random.choice(deeds)()

    def mend(self) -> None:
        """All is as it was at first."""
        for path in self._files():
            if path not in self._first:
                path.unlink()
        for path, text in self._first.items():
            path.write_text(text, "utf-8")

    def keep(self) -> None:
        """What is there now is what is mended to."""
        self._first = {path: path.read_text("utf-8") for path in self._files()}

    def _files(self, pattern: str = "*/*.yaml") -> list[Path]:
        return sorted(self.folder.glob(pattern))

    def _any(self) -> Path:
        """Mostly a record type."""
        records = self._files("records/*.yaml")
        return self.random.choice(records if self.random.random() < 0.75 else self._files())

    def _change(self, path: Path, text: str, words: str) -> str:
        path.write_text(text, "utf-8")
        return f"{words} in {path.name}"

    def _label(self) -> str:
        path = self._any()
        text = path.read_text("utf-8")
        found = list(LABELLED.finditer(text))
        if not found:
            return self._comment()
        place = self.random.choice(found)
        return self._change(path, f"{text[: place.end()]} again{text[place.end() :]}", "a text")

    def _add_field(self) -> str:
        path = self.random.choice(self._files("records/*.yaml"))
        target = self.random.choice(self._files("records/*.yaml")).stem
        name = f"fresh_{self.random.choice('abcde')}"
        line = f"  {name}: {self.random.choice(NEW_FIELDS).replace('%', target)}\n"
        text = path.read_text("utf-8")
        return self._change(path, text.replace("fields:\n", f"fields:\n{line}", 1), line.strip())

    def _comment(self) -> str:
        """All that follows moves down."""
        path = self._any()
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines.insert(self.random.randint(0, len(lines)), "# a word about it\n")
        return self._change(path, "".join(lines), "a comment")

    def _drop_line(self) -> str:
        path, lines, number = self._line()
        gone = lines.pop(number)
        return self._change(path, "".join(lines), f"without {gone.strip()}")

    def _double_line(self) -> str:
        path, lines, number = self._line()
        lines.insert(number, lines[number])
        return self._change(path, "".join(lines), f"twice {lines[number].strip()}")

    def _swap_lines(self) -> str:
        path, lines, number = self._line()
        other = min(number + 1, len(lines) - 1)
        lines[number], lines[other] = lines[other], lines[number]
        return self._change(path, "".join(lines), f"swapped {lines[number].strip()}")

    def _other_word(self) -> str:
        path = self._any()
        text = path.read_text("utf-8")
        place = self.random.choice(list(WORD.finditer(text)))
        word = self.random.choice(WORD.findall(self._any().read_text("utf-8")))
        return self._change(path, text[: place.start()] + word + text[place.end() :], f"{word} for {place.group()}")

    def _toggle(self) -> str:
        path = self._any()
        text = path.read_text("utf-8")
        word = self.random.choice(("required: true", "unique: true", "index: true", "private: true"))
        if word in text:
            return self._change(path, text.replace(word, word.replace("true", "false"), 1), f"no {word}")
        return self._change(path, text.replace("{ type: text", f"{{ type: text, {word}", 1), word)

    def _new_file(self) -> str:
        path = self.folder / "records" / f"fresh_{self.random.choice('abc')}.yaml"
        return self._change(path, f"record: {path.stem}\nfields:\n  name: {{ type: text }}\n", "a record type")

    def _remove_file(self) -> str:
        path = self._any()
        path.unlink()
        return f"no {path.name}"

    def _line(self) -> tuple[Path, list[str], int]:
        path = self._any()
        lines = path.read_text("utf-8").splitlines(keepends=True)
        return path, lines, self.random.randrange(len(lines))
