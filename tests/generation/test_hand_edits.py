"""Nothing written by hand below generated/ is ever lost: a thousand random steps of editing and regenerating."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.pipeline import generate
from generator.write import compare, find_edits, write
from tests.generation.conftest import TOOLSHED

RECORDS = ("ladder", "rake", "wheelbarrow")
RECORD = """\
record: {key}
label: {label}
fields:
  name: {{ type: text, required: true, max: 80 }}
  {extra}: {{ type: text }}
portals:
  keeper: {{ rows: all, see: all, create: all, edit: all, list: [name] }}
"""
STEPS = 1000


@dataclass
class Shelf:
    """A folder of generated files, and beside it what people wrote into it: path -> bytes."""

    folder: Path
    by_hand: dict[str, bytes] = field(default_factory=dict)
    refused: int = 0
    written: int = 0

    def edit(self, path: str, text: str) -> None:
        target = self.folder / path
        before = target.read_bytes() if target.is_file() else b""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.by_hand[path] = before + f"# {text}\n".encode()
        target.write_bytes(self.by_hand[path])

    def take_back(self, path: str, files: Mapping[str, bytes]) -> None:
        """As a checkout of the file would: generated ones come again, others go."""
        del self.by_hand[path]
        if path in files:
            (self.folder / path).write_bytes(files[path])
        else:
            (self.folder / path).unlink()

    def regenerate(self, files: Mapping[str, bytes], last: Mapping[str, bytes]) -> bool:
        """As an apply does it: refuses where something was edited, else writes. Gives whether it wrote."""
        edits = {edit.path: edit.diff for edit in find_edits(compare(self.folder, files), files)}
        in_the_way = {path for path in self.by_hand if path in last or path in files}
        assert edits.keys() == {path for path in in_the_way if self.by_hand[path] != files.get(path)}
        for path, diff in edits.items():
            own = f"-{self.by_hand[path].decode().splitlines()[-1]}"
            assert own in diff.splitlines() or diff.startswith(f"{path} was edited by hand"), diff
        if edits:
            self.refused += 1
            return False
        write(self.folder, files)
        self.written += 1
        return True


@pytest.fixture(scope="module")
def generations(tmp_path_factory: pytest.TempPathFactory) -> list[Mapping[str, bytes]]:
    """What different specs come to: with more and with fewer record types, fields and words."""
    made = []
    for number in range(8):
        specs = tmp_path_factory.mktemp(f"specs{number}") / "specs"
        shutil.copytree(TOOLSHED, specs)
        for each, key in enumerate(RECORDS):
            if number >> each & 1:
                text = RECORD.format(key=key, label=f"{key.title()} {number}", extra=f"extra_{number}")
                (specs / "records" / f"{key}.yaml").write_text(text)
        generation = generate(specs)
        assert generation.files, generation.problems
        made.append(generation.files)
    return made


def test_what_people_wrote_is_never_lost(generations: list[Mapping[str, bytes]], tmp_path: Path) -> None:
    drawn, shelf = random.Random(11), Shelf(tmp_path / "generated")
    last = generations[0]
    assert shelf.regenerate(last, {})
    anywhere = sorted({path for files in generations for path in files})
    for step in range(STEPS):
        match drawn.choices(("edit", "own", "back", "regenerate"), weights=(2, 1, 4, 3))[0]:
            case "edit":
                shelf.edit(drawn.choice(sorted(last)), f"step {step}")
            case "own":
                shelf.edit(drawn.choice([*anywhere, "notes.txt", "models/mine.py"]), f"step {step}")
            case "back" if shelf.by_hand:
                shelf.take_back(drawn.choice(sorted(shelf.by_hand)), last)
            case "regenerate":
                files = drawn.choice(generations)
                last = files if shelf.regenerate(files, last) else last
                for path, content in shelf.by_hand.items():
                    assert (shelf.folder / path).read_bytes() == content, path
    assert shelf.refused > 50
    assert shelf.written > 20
