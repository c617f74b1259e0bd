"""Lines of hand-written code that mention a name. Only reports them: what the code means is not known here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.naming import key_plural
from generator.python import model_name
from generator.renaming.things import Kind

TEXTS = frozenset(
    {".py", ".html", ".jinja", ".jinja2", ".js", ".css", ".md", ".txt", ".yaml", ".yml", ".toml", ".json"}
)


def find_words(folder: Path, kind: Kind, name: str) -> list[str]:
    """`path:line: text` of each line that has the name as a word; of a record type also its class and its plural."""
    names = {name, model_name(name), key_plural(name)} if kind == "record" else {name}
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    return [line for path in _files(folder) for line in _lines(path, words)]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXTS and path.is_file() and "__pycache__" not in path.parts:
            yield path


def _lines(path: Path, words: re.Pattern[str]) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if words.search(line):
            yield f"{path}:{number}: {line.strip()}"
