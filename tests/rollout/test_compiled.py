"""What was compiled of the generation before is taken over for what is the same, and for nothing else."""

from __future__ import annotations

import compileall
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from portal.generations import folder_of, serve_from, store

SAME, OTHER = "generated/same.py", "generated/other.py"
BEFORE = {SAME: b"VALUE = 1\n", OTHER: b"VALUE = 1\n", "generated/site.json": b"{}"}
NOW = {**BEFORE, OTHER: b"VALUE = 2\n"}


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A site whose first generation is served and compiled."""
    folder = store(tmp_path, "first", BEFORE)
    compileall.compile_dir(folder, quiet=2)
    serve_from(tmp_path, "first")
    return tmp_path


def test_what_is_the_same_is_not_compiled_again(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store(var, "second", NOW)
    assert {path: (folder / path).read_bytes() for path in NOW} == NOW
    assert compiled_in(folder) == ["same"]
    found: list[str] = []
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr("importlib.machinery.SourceFileLoader.source_to_code", lambda *said: found.append(said[2]))
    with pytest.raises(ImportError):  # what stands for the compiler makes nothing
        load(folder / OTHER)
    assert load(folder / SAME).VALUE == 1
    assert found == [str(folder / OTHER)]


def test_what_is_compiled_knows_where_it_lies_now(var: Path) -> None:
    files = {SAME: b"def where():\n    return where.__code__.co_filename\n"}
    compileall.compile_dir(store(var, "third", files), quiet=2)
    serve_from(var, "third")
    now = store(var, "fourth", files)
    assert compiled_in(now) == ["same"]
    assert load(now / SAME).where() == str(now / SAME)


def test_what_somebody_wrote_into_the_older_one_is_not_believed(var: Path) -> None:
    changed = folder_of(var, "first") / SAME
    changed.write_bytes(b"VALUE = 9\n")
    compileall.compile_dir(changed.parent, quiet=2, force=True)
    folder = store(var, "second", NOW)
    assert compiled_in(folder) == []
    assert load(folder / SAME).VALUE == 1


def compiled_in(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in folder.rglob("*.pyc"))


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
