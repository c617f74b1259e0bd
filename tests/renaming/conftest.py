"""Specs to rename in, each test with a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.renaming.renaming import HARBOUR, Loaded, apply_lock, load


@pytest.fixture
def harbour(tmp_path: Path) -> Loaded:
    """A small business whose specs are written in every way that YAML has, as after an apply."""
    specs = tmp_path / "specs"
    shutil.copytree(HARBOUR, specs)
    apply_lock(specs)
    return load(specs)
