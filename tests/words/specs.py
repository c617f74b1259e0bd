"""Copies of the specs of the bicycle workshop, with slips or other words."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.app import App
from generator.pipeline import Generation, generate
from tests.words.conftest import SPECS

REPAIR, NOTICE = "records/repair.yaml", "records/notice.yaml"


def changed(folder: Path, file: str = REPAIR, *texts: tuple[str, str]) -> Path:
    """The specs in the folder, with these texts of a file replaced."""
    specs = folder / "specs"
    shutil.copytree(SPECS, specs, dirs_exist_ok=True)
    text = (specs / file).read_text("utf-8")
    for old, new in texts:
        assert old in text
        text = text.replace(old, new, 1)
    (specs / file).write_text(text, "utf-8")
    return specs


def generated(folder: Path, file: str = REPAIR, *texts: tuple[str, str]) -> Generation:
    return generate(changed(folder, file, *texts))


def app_of(folder: Path, file: str = REPAIR, *texts: tuple[str, str]) -> App:
    found = generated(folder, file, *texts)
    assert found.app is not None, found.problems
    return found.app
