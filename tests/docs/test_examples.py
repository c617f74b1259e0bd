"""Every block of YAML in docs/ is right, or wrong in just the words that stand below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.codes import CODES
from generator.pipeline import generate
from generator.report import draw
from portal.extension_kinds import read_kinds
from tests.docs.examples import Example, files_with, read_examples, write_files
from tests.docs.extensions import write_extensions

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLES = read_examples(DOCS)
PICTURES = ("specs/brand/fermata.svg", "specs/demo/files/cello.jpg")
COMPLETE: Mapping[str, str] = {each.file: each.text for each in EXAMPLES if each.whole and not each.report}
PARTS = [each for each in EXAMPLES if not each.whole or each.report]


def said(files: Mapping[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `portal check` says of these files, in the folder above specs/."""
    specs = write_files(files, folder, PICTURES)
    monkeypatch.chdir(folder)
    generation = generate(specs, kinds=read_kinds(write_extensions(folder)).kinds)
    return draw(generation.problems, generation.sources)


def test_the_files_of_the_example_have_no_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMPLETE) > 10
    assert said(COMPLETE, tmp_path, monkeypatch) == ""


@pytest.mark.parametrize("example", PARTS, ids=lambda example: example.place)
def test_a_part_does_what_its_page_says(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(files_with(example, COMPLETE), tmp_path, monkeypatch) == example.report


def test_each_file_is_shown_once() -> None:
    names = [each.file for each in EXAMPLES if each.whole and not each.report]
    assert sorted(names) == sorted(set(names))


def test_every_code_on_the_pages_exists() -> None:
    named = {code for page in DOCS.rglob("*.md") for code in re.findall(r"\b[ES]\d{3}\b", page.read_text("utf-8"))}
    assert sorted(named - CODES.keys()) == []
