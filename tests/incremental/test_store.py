"""What is kept may be damaged, gone or somebody else's: what is generated is the same, and nothing of it is run."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.specs import make_specs
from generator.changes.lock import FILE
from generator.incremental import digests
from generator.incremental.digests import GENERATOR
from generator.incremental.store import DIGEST, LATER, NAME, Store
from generator.pipeline import generate
from generator.traces import Lazy

TYPES = 12


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return applied_specs(tmp_path_factory.mktemp("site") / "specs")


def applied_specs(folder: Path) -> Path:
    """With their lock."""
    make_specs(folder, TYPES)
    (folder / FILE).write_text(generate(folder).lock.text(), "utf-8")
    return folder


@pytest.fixture
def store(specs: Path, tmp_path: Path) -> Store:
    """With what the specs came to."""
    found = Store(tmp_path / "var" / "cache")
    generate(specs, store=found)
    return found


def is_renewed(specs: Path, store: Store) -> bool:
    """Whether something was taken from what was kept; what comes of it is always the same."""
    generation = generate(specs, store=store)
    assert generation.files == generate(specs).files
    return isinstance(generation.sources.files, Lazy)


def test_what_was_kept_is_used(specs: Path, store: Store) -> None:
    assert is_renewed(specs, store)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    return content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]


def replace_by_another_value(_content: bytes) -> bytes:
    return sealed(pickle.dumps({"records": {}}))


def written_by_another_version(content: bytes) -> bytes:
    """What it holds may look the same and be something else."""
    return sealed(content[DIGEST:], "another generator")


def sealed(content: bytes, generator: str = GENERATOR) -> bytes:
    return hashlib.sha256(generator.encode() + content).digest() + content


DAMAGES = (cut, flip, replace_by_another_value, written_by_another_version, lambda _content: b"")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_left_alone(damage: Callable[[bytes], bytes], specs: Path, store: Store) -> None:
    file = store.folder / NAME
    file.write_bytes(damage(file.read_bytes()))
    assert not is_renewed(specs, store)
    assert is_renewed(specs, store)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_written_apart_may_be_damaged_too(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    specs, store = edited_site(tmp_path)
    file = store.folder / LATER
    file.write_bytes(damage(file.read_bytes()))
    assert is_renewed(specs, store)
    kept = store.read()
    assert kept is not None
    file.unlink()
    assert is_renewed(specs, store)
    assert store.read() == kept


def test_what_was_written_apart_belongs_to_one_file(tmp_path: Path) -> None:
    specs, store = edited_site(tmp_path)
    kept, apart = store.read(), (store.folder / LATER).read_bytes()
    store.folder.joinpath(NAME).unlink()
    assert not is_renewed(specs, store)
    assert not (store.folder / LATER).exists()
    edit(specs, "record_0007", "size")
    (store.folder / LATER).write_bytes(apart)
    assert is_renewed(specs, store)
    found = store.read()
    assert found is not None and kept is not None
    assert {key for key, each in found.records.items() if each.file != kept.records[key].file} == {"record_0007"}


def test_many_edits_are_written_with_all(tmp_path: Path) -> None:
    specs, store = applied_specs(tmp_path / "specs"), Store(tmp_path / "cache")
    generate(specs, store=store)
    apart = []
    for number in range(8):
        edit(specs, f"record_{number:04}", "size")
        assert is_renewed(specs, store)
        apart.append((store.folder / LATER).exists())
    assert apart == [*([True] * 6), False, True]


def edited_site(folder: Path) -> tuple[Path, Store]:
    """One record type was edited since all was written."""
    specs, store = applied_specs(folder / "specs"), Store(folder / "cache")
    generate(specs, store=store)
    whole = (store.folder / NAME).read_bytes()
    edit(specs, "record_0005", "colour")
    assert is_renewed(specs, store)
    assert (store.folder / NAME).read_bytes() == whole
    return specs, store


def edit(specs: Path, key: str, name: str) -> None:
    file = specs / "records" / f"{key}.yaml"
    file.write_text(re.sub(r"(?m)^fields:$", f"fields:\n  {name}: {{ type: text, max: 20 }}", file.read_text()))


def test_it_may_be_deleted(specs: Path, store: Store) -> None:
    (store.folder / NAME).unlink()
    store.folder.rmdir()
    assert not is_renewed(specs, store)
    assert is_renewed(specs, store)


class Deed:
    """Unpickled, it makes a file."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self._target,)


@pytest.mark.parametrize("writable", ["file", "folder"])
@pytest.mark.parametrize("name", [NAME, LATER])
def test_what_others_can_write_is_not_run(writable: str, name: str, store: Store, tmp_path: Path) -> None:
    mark = tmp_path / "was-run"
    (store.folder / name).write_bytes(sealed(pickle.dumps(Deed(mark))))
    changed = store.folder / name if writable == "file" else store.folder
    changed.chmod(0o777)
    store.read()
    assert not mark.exists()
    changed.chmod(0o700)
    store.read()
    assert mark.exists(), "the deed is none"


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(specs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not is_renewed(specs, Store(tmp_path / "file" / "cache"))


def test_nobody_else_can_read_it(store: Store) -> None:
    assert [path.stat().st_mode & 0o777 for path in (store.folder, store.folder / NAME)] == [0o700, 0o600]
    assert [path.name for path in store.folder.iterdir()] == [NAME]


def test_one_edit_changes_one_record_type(tmp_path: Path) -> None:
    specs, store = applied_specs(tmp_path / "specs"), Store(tmp_path / "cache")
    before = generate(specs, store=store)
    first = store.read()
    edit(specs, "record_0005", "colour")
    after = generate(specs, store=store)
    second = store.read()
    assert first is not None and second is not None
    assert {key for key, each in second.records.items() if each != first.records[key]} == {"record_0005"}
    changed = {path for path, text in after.files.items() if before.files.get(path) != text}
    changed -= {path for path in changed if path.startswith("migrations/")}
    assert changed == {
        *("access.json", "access.txt"),
        *(f"{room}/record_0005.py" for room in ("models", "portals", "rules")),
    }


def test_the_version_of_each_library_is_found() -> None:
    found = list(digests._versions())
    assert len(found) == len(digests.LIBRARIES)
    assert all(name.endswith("-info") and re.search(r"-\d", name) for name in found)


def test_a_library_whose_folder_is_named_otherwise_is_told_by_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "LIBRARIES", {"yaml": "nothing-"})
    [found] = digests._versions()
    assert re.search(r"yaml/__init__\.py \d+ \d+ \d+$", found)
