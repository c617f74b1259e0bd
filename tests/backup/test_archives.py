"""An archive is a file from elsewhere: whatever is not as its manifest says is refused, and nothing lands outside."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from runtime.backup.archive import pack, publish, unpack
from runtime.backup.contents import Contents
from runtime.backup.errors import BackupError
from runtime.backup.manifest import NAME, Manifest, Member

Entries = list[tuple[tarfile.TarInfo, bytes]]
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CONTENT = b"kind: tool\n"
PATH = "specs/tool.yaml"


def member(content: bytes) -> Member:
    return Member(len(content), sha256(content).hexdigest())


def manifest(**members: bytes) -> Manifest:
    named = {path: member(content) for path, content in (members or {PATH: CONTENT}).items()}
    return Manifest(NOW, "1", "sqlite", "a1", Contents({}, ""), named)


def entry(name: str, content: bytes = b"") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, content


def special(name: str, kind: bytes, goal: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, goal
    return info, b""


def archive(folder: Path, *entries: tuple[tarfile.TarInfo, bytes]) -> Path:
    target = folder / "evil.tar.gz"
    with tarfile.open(target, "w:gz") as stream:
        for info, content in entries:
            stream.addfile(info, io.BytesIO(content))
    return target


def refusal(tmp_path: Path, *entries: tuple[tarfile.TarInfo, bytes]) -> str:
    """Why the archive is refused; nothing was written but below the folder, and there only plain files."""
    inner = tmp_path / "deep" / "inner"
    inner.mkdir(parents=True)
    packed = archive(tmp_path, *entries)
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(inner)}
    with pytest.raises(BackupError) as refused:
        unpack(packed, inner)
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(inner)} == before
    assert not any(path.is_symlink() for path in inner.rglob("*"))
    return refused.value.words


def described(listed: Manifest) -> tuple[tarfile.TarInfo, bytes]:
    return entry(NAME, listed.text().encode())


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "from" / "specs").mkdir(parents=True)
    (tmp_path / "from" / PATH).write_bytes(CONTENT)
    pack(tmp_path / "from", manifest(), tmp_path / "packed")
    (tmp_path / "to").mkdir()
    assert unpack(tmp_path / "packed", tmp_path / "to") == manifest()
    assert (tmp_path / "to" / PATH).read_bytes() == CONTENT
    publish(tmp_path / "packed", tmp_path / "named")
    pack(tmp_path / "from", manifest(), tmp_path / "packed")
    with pytest.raises(BackupError, match=r"named is there already; name another file by --to$"):
        publish(tmp_path / "packed", tmp_path / "named")


@pytest.mark.parametrize(
    "path",
    [
        "../escaped.yaml",
        "specs/../../escaped.yaml",
        "specs/../specs/tool.yaml",
        "/tmp/escaped.yaml",
        "specs//tool.yaml",
        "specs/./tool.yaml",
        "specs\\..\\tool.yaml",
        "specs/tool\n.yaml",
        "specs/tool\x00.yaml",
        "specs/",
        "specs",
        "elsewhere/tool.yaml",
        "",
    ],
)
def test_no_path_leads_elsewhere(tmp_path: Path, path: str) -> None:
    words = refusal(tmp_path, described(manifest(**{path: CONTENT})), entry(path, CONTENT))
    assert words == f"the archive names a file that no backup has: {path!r}"


@pytest.mark.parametrize(
    ("kind", "goal"),
    [
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.SYMTYPE, "../../escaped"),
        (tarfile.LNKTYPE, "/etc/passwd"),
        (tarfile.CHRTYPE, ""),
        (tarfile.BLKTYPE, ""),
        (tarfile.FIFOTYPE, ""),
        (tarfile.DIRTYPE, ""),
    ],
)
def test_only_plain_files_come_out(tmp_path: Path, kind: bytes, goal: str) -> None:
    words = refusal(tmp_path, described(manifest(**{PATH: b""})), special(PATH, kind, goal))
    assert words == f"{PATH!r} in the archive is no plain file"


def test_a_link_is_no_way_for_what_follows(tmp_path: Path) -> None:
    """A link to a folder outside, and then a file through it."""
    both = manifest(**{"specs/out": b"", "specs/out/tool.yaml": CONTENT})
    words = refusal(
        tmp_path, described(both), special("specs/out", tarfile.SYMTYPE, "../.."), entry("specs/out/tool.yaml", CONTENT)
    )
    assert words == "'specs/out' in the archive is no plain file"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (lambda: [entry(PATH, CONTENT), described(manifest())], f"does not begin with {NAME}"),
        (lambda: [special(NAME, tarfile.SYMTYPE, "/etc/passwd")], f"does not begin with {NAME}"),
        (list, "does not begin with"),
        (lambda: [entry(NAME, b"[]")], "manifest.json cannot be read"),
        (lambda: [entry(NAME, b'{"format": 1}')], "manifest.json cannot be read"),
        (lambda: [entry(NAME, b'{"format": 9}')], "has format 9, and this Portalwright reads 1"),
        (lambda: [described(manifest())], f"lacks {PATH} and 0 more files"),
        (
            lambda: [described(manifest()), entry("specs/other.yaml", b"x")],
            "'specs/other.yaml' is in the archive but not",
        ),
        (lambda: [described(manifest()), entry(PATH, CONTENT), entry(PATH, CONTENT)], "or is there twice"),
        (
            lambda: [described(manifest()), entry(PATH, CONTENT + b"more")],
            "has 15 bytes in the archive; its manifest says 11",
        ),
        (lambda: [described(manifest()), entry(PATH, CONTENT.upper())], f"{PATH} is damaged"),
    ],
)
def test_an_archive_is_as_its_manifest_says(tmp_path: Path, entries: Callable[[], Entries], words: str) -> None:
    assert words in refusal(tmp_path, *entries())


@pytest.mark.parametrize("size", [0, 30, 200])
def test_an_archive_that_was_cut_off_is_told(tmp_path: Path, size: int) -> None:
    whole = archive(tmp_path, described(manifest()), entry(PATH, CONTENT)).read_bytes()
    (tmp_path / "cut").write_bytes(whole[:size])
    (tmp_path / "to").mkdir()
    with pytest.raises(BackupError, match=r"cannot be read as a backup|does not begin with"):
        unpack(tmp_path / "cut", tmp_path / "to")


def test_a_bit_that_fell_over_is_noticed(tmp_path: Path) -> None:
    packed = archive(tmp_path, described(manifest()), entry(PATH, CONTENT))
    plain = gzip.decompress(packed.read_bytes())
    packed.write_bytes(gzip.compress(plain.replace(CONTENT, CONTENT.replace(b"tool", b"pool"))))
    (tmp_path / "to").mkdir()
    with pytest.raises(BackupError, match="is damaged: its bytes are not those that were packed"):
        unpack(packed, tmp_path / "to")


def test_there_is_no_such_archive(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"^there is no file .*nowhere$"):
        unpack(tmp_path / "nowhere", tmp_path)


def test_a_manifest_survives_being_written_and_read() -> None:
    full = replace(manifest(), absent=("abc",))
    from runtime.backup.manifest import read_manifest

    assert read_manifest(full.text().encode()) == full
