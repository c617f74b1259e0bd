"""The catalogue of codes and the code that reports them say the same."""

from __future__ import annotations

import re
from pathlib import Path

from generator.codes import CODES

CODE = re.compile(r'"([ES]\d{3})"')


def test_every_code_is_explained_and_every_explanation_is_of_a_code(repository: Path) -> None:
    places = [path for room in ("generator", "portal") for path in (repository / room).rglob("*.py")]
    places = [path for path in places if "codes" not in path.parts]
    used = {code for path in places for code in CODE.findall(path.read_text("utf-8"))}
    assert used == CODES.keys()


def test_an_explanation_is_a_few_lines_of_words() -> None:
    assert [code for code, words in CODES.items() if not 30 < len(words) < 700 or words != words.strip()] == []
    assert [code for code, words in CODES.items() if max(map(len, words.splitlines())) > 120] == []
