"""The examples of docs/: what stands in the fences, put together to a folder of specs.

The first line of every block of YAML or Markdown says where it belongs: `# specs/records/loan.yaml` is the whole file,
`# specs/records/loan.yaml, under portals, family` a part that replaces the entries of the same names there, or is
added at the end. A block of text that begins with a problem, right after one of YAML, is what `portal check` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

FENCE = re.compile(r"^```(?P<language>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"# (?P<file>specs/[\w/]+\.(?:yaml|md))(?:, under (?P<keys>[\w, ]+))?\n")
PROBLEM = re.compile(r"(error|warning)\[")


@dataclass(frozen=True, slots=True)
class Example:
    """`keys` lead to the place of a part (empty: `text` is the whole file); `report` is empty where all is well."""

    place: str
    file: str
    keys: tuple[str, ...]
    text: str
    report: str

    @property
    def whole(self) -> bool:
        return not self.keys


class UnplacedError(Exception):
    """A block of YAML does not say where it belongs, or there is no such place."""


def read_examples(folder: Path) -> list[Example]:
    """Every block of YAML or Markdown on the pages below `folder`."""
    return [example for page in sorted(folder.rglob("*.md")) for example in _read_page(page)]


def _read_page(page: Path) -> Iterator[Example]:
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    for fence, after in zip_longest(fences, fences[1:]):
        if fence["language"] not in ("yaml", "markdown"):
            continue
        place = f"{page.name}:{text.count(chr(10), 0, fence.start()) + 1}"
        head = HEAD.match(fence["text"])
        if head is None:
            raise UnplacedError(f"{place}: the first line does not say to which file this belongs")
        keys = tuple(head["keys"].split(", ")) if head["keys"] else ()
        is_part = keys or fence["language"] == "markdown"  # the head of a mail is its own
        body = fence["text"][head.end() :] if is_part else fence["text"]
        said = after is not None and not text[fence.end() : after.start()].strip() and PROBLEM.match(after["text"])
        yield Example(place, head["file"], keys, body, after["text"].rstrip("\n") if said else "")


def files_with(example: Example, files: Mapping[str, str]) -> dict[str, str]:
    """The files of the complete example with this one in its place."""
    if example.whole:
        return {**files, example.file: example.text}
    if example.file not in files:
        raise UnplacedError(f"{example.place}: no page shows the whole file {example.file}")
    lines = files[example.file].splitlines()
    for entry in _entries(example.text):
        _put(lines, entry, example)
    return {**files, example.file: "\n".join(lines) + "\n"}


def _entries(text: str) -> list[list[str]]:
    """The lines of each entry of a part."""
    entries: list[list[str]] = []
    for line in text.splitlines():
        if line[:1] not in ("", " ", "#"):
            entries.append([])
        if line:
            entries[-1].append(line)
    return entries


def _put(lines: list[str], entry: list[str], example: Example) -> None:
    start, end, indent = _section(lines, example)
    key = f"{indent}{entry[0].partition(':')[0]}:"
    old = next((number for number in range(start, end) if lines[number].startswith(key)), end)
    after = old + 1 if old < end else end
    while old < end and after < end and lines[after].startswith(f"{indent} "):
        after += 1
    lines[old:after] = [indent + line for line in entry]


def _section(lines: list[str], example: Example) -> tuple[int, int, str]:
    """Where the lines below the keys begin and end, and how far they are indented."""
    start, end, indent = 0, len(lines), ""
    for key in example.keys:
        found = [number for number in range(start, end) if lines[number].rstrip() == f"{indent}{key}:"]
        if not found:
            raise UnplacedError(f"{example.place}: {example.file} has no block '{key}'")
        start, indent = found[0] + 1, f"{indent}  "
        rest = (number for number in range(start, end) if lines[number] and not lines[number].startswith(indent))
        end = next(rest, end)
        while not lines[end - 1].strip():
            end -= 1
    return start, end, indent


def write_files(files: Mapping[str, str], folder: Path, pictures: Iterable[str]) -> Path:
    """Writes the files, and pictures that they name; returns the folder of specs."""
    for name, text in {**files, **dict.fromkeys(pictures, "")}.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder / "specs"
