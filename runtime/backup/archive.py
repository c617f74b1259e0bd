"""Packs a folder into one file and unpacks it: a tar, compressed, the manifest first.

An archive is a file from elsewhere. Only plain files come out of it, only those that its manifest names, each of the
size and with the bytes that it says, and none outside the folder that they are unpacked into.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from runtime.backup.errors import BackupError
from runtime.backup.manifest import NAME, Manifest, Member, read_manifest

CHUNK = 1 << 20
LARGEST_MANIFEST = 256 * CHUNK
COMPRESSION = 3
"""Of gzip: most of what there is to gain, at a third of the time of its default."""

_ROOMS = ("database/", "extensions/", "files/", "generation/", "site/", "specs/")
_PATH = re.compile(r"[^\x00-\x1f\x7f/\\]+(?:/[^\x00-\x1f\x7f/\\]+)+\Z")


def measure(path: Path) -> Member:
    """Size and hash of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Writes the archive, readable by its owner only, and durably. Raises BackupError."""
    text = manifest.text().encode()
    try:
        target.unlink(missing_ok=True)
        with _create(target) as stream:
            with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=COMPRESSION) as archive:
                archive.addfile(_header(NAME, len(text), manifest), io.BytesIO(text))
                for path, member in sorted(manifest.members.items()):
                    with (folder / path).open("rb") as content:
                        archive.addfile(_header(path, member.size, manifest), content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise BackupError(f"{target.parent} cannot be written: {error.strerror or error}") from None


def publish(packed: Path, target: Path) -> None:
    """Gives an archive its name, once it is known to be good; never over another file."""
    try:
        os.link(packed, target)  # a rename would replace what has come meanwhile
    except FileExistsError:
        raise BackupError(f"{target} is there already; name another file by --to") from None
    packed.unlink()


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpacks into an empty folder. Raises BackupError for whatever is not as the manifest says."""
    with _told(archive), tarfile.open(archive, mode="r|gz") as stream:
        members = iter(stream)
        manifest = _read_manifest(stream, members)
        missing = dict(manifest.members)
        for each in members:
            wanted = missing.pop(each.name, None)
            if wanted is None:
                raise BackupError(f"{_shown(each.name)} is in the archive but not in its manifest, or is there twice")
            _take_out(stream, each, wanted, folder)
    if missing:
        raise BackupError(f"the archive lacks {min(missing)} and {len(missing) - 1} more files of its manifest")
    return manifest


def peek(archive: Path) -> Manifest:
    """The manifest alone."""
    with _told(archive), tarfile.open(archive, mode="r|gz") as stream:
        return _read_manifest(stream, iter(stream))


@contextmanager
def _told(archive: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise BackupError(f"there is no file {archive}") from None
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise BackupError(f"{archive} cannot be read as a backup: {str(error) or type(error).__name__}") from None


def _read_manifest(stream: tarfile.TarFile, members: Iterator[tarfile.TarInfo]) -> Manifest:
    first = next(members, None)
    if first is None or first.name != NAME or not first.isreg() or first.size > LARGEST_MANIFEST:
        raise BackupError(f"the archive is not one of portal backup: it does not begin with {NAME}")
    content = stream.extractfile(first)
    assert content is not None
    manifest = read_manifest(content.read())
    _judge(manifest.members)
    return manifest


def _judge(members: Mapping[str, Member]) -> None:
    """Names that could lead elsewhere are refused, before anything is written."""
    for path in members:
        parts = path.split("/")
        if not path.startswith(_ROOMS) or not _PATH.match(path) or any(part in {".", ".."} for part in parts):
            raise BackupError(f"the archive names a file that no backup has: {_shown(path)}")


def _take_out(stream: tarfile.TarFile, info: tarfile.TarInfo, wanted: Member, folder: Path) -> None:
    if not info.isreg():
        raise BackupError(f"{_shown(info.name)} in the archive is no plain file")
    if info.size != wanted.size:
        raise BackupError(f"{info.name} has {info.size} bytes in the archive; its manifest says {wanted.size}")
    content = stream.extractfile(info)
    assert content is not None
    target = folder / info.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if _copy(content, target) != wanted.sha256:
        raise BackupError(f"{info.name} is damaged: its bytes are not those that were packed")


def _copy(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with _create(target) as stream:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            stream.write(chunk)
    return digest.hexdigest()


def _create(path: Path) -> BinaryIO:
    """A new file, readable by its owner only."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _header(path: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    info = tarfile.TarInfo(path)
    info.size, info.mode, info.mtime = size, 0o600, int(manifest.taken.timestamp())
    return info


def _shown(path: str) -> str:
    return repr(path[:200])
