"""What was compiled of the generation before is taken over for what is the same, and for nothing else."""

from __future__ import annotations

import compileall
import errno
import importlib.util
import os
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


def test_a_changed_file_of_the_same_size_and_second_runs_its_new_code(var: Path) -> None:
    folder = store(var, "second", NOW)
    assert len(NOW[OTHER]) == len(BEFORE[OTHER])
    for path in (folder_of(var, "first") / OTHER, folder / OTHER):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    compileall.compile_dir(folder_of(var, "first"), quiet=2, force=True)
    assert load(folder / OTHER).VALUE == 2


@pytest.mark.parametrize("left", [0, 5, 16, 30])
def test_what_is_damaged_is_compiled_again(left: int, var: Path) -> None:
    compiled = compiled_of(var)
    compiled.write_bytes(compiled.read_bytes()[:left])
    folder = store(var, "second", NOW)
    assert compiled_in(folder) == []
    assert load(folder / SAME).VALUE == 1


@pytest.mark.parametrize("mode", [0o664, 0o646])
def test_what_others_may_write_is_not_believed(mode: int, var: Path) -> None:
    compiled_of(var).chmod(mode)
    assert compiled_in(store(var, "second", NOW)) == []


def test_what_another_user_compiled_is_not_believed(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: compiled_of(var).stat().st_uid + 1)
    assert compiled_in(store(var, "second", NOW)) == []


def test_it_is_copied_where_there_are_no_links(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: str) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr("os.link", refuse)
    folder = store(var, "second", NOW)
    assert compiled_in(folder) == ["same"]
    assert not [*folder.rglob("*.new")]


def test_a_full_disk_is_told_and_leaves_no_half_file(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_source: str, target: str) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.link", fill_links)
    monkeypatch.setattr("shutil.copyfile", fill)
    with pytest.raises(OSError, match="full"):
        store(var, "second", NOW)
    assert not folder_of(var, "second").exists()
    assert compiled_in(var) == ["other", "same"]


def fill_links(*_paths: str) -> None:
    raise OSError(errno.ENOSPC, "full")


def compiled_of(var: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(folder_of(var, "first") / SAME)))


def compiled_in(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in folder.rglob("*.pyc"))


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
