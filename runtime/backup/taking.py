"""Makes an archive of a site while it serves: the database at one moment, its files, specs, extensions, generation."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from runtime.backup.archive import measure, pack
from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.backup.manifest import Manifest
from runtime.backup.staging import StagedFiles, copy_tree
from runtime.files import FileStore
from runtime.settings import Settings

HISTORY = "generations.jsonl"
ABANDONED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site lies. `specs` and `extensions` may be missing."""

    settings: Settings
    specs: Path
    extensions: Path
    out: Path


def archive_site(site: Site, target: Path, moment: datetime, *, with_secret: bool) -> Manifest:
    """Packs the site into `target`; gives the manifest. Raises BackupError.

    What is told by name comes before the database: an apply that runs meanwhile only adds to the database, so that an
    older generation fits a newer schema.
    """
    with working_folder(site.settings, "making") as folder:
        generation = _stage_texts(site, folder)
        if with_secret:
            _copy(site.settings.secret_file, folder / "site" / "secret")
        database = database_at(site.settings.database_url)
        files = StagedFiles(FileStore(site.settings.files_url), folder / "files")
        (folder / "database").mkdir()
        files.link_all()
        contents = database.dump(folder / database.member, files.link_all)
        absent = tuple(files.gather(contents.files))
        manifest = Manifest(moment, _version(), database.backend, generation, contents, {}, absent)
        members = {path: measure(folder / path) for path in _members(folder)}
        manifest = replace(manifest, members=members)
        pack(folder, manifest, target)
    return manifest


@contextmanager
def working_folder(settings: Settings, purpose: str) -> Iterator[Path]:
    """A folder for the time of the block, on the disk of the site, readable by its owner only."""
    parent = settings.var / "backups"
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{purpose}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(settings: Settings, moment: datetime) -> None:
    """What a killed backup left behind."""
    for folder in (settings.var / "backups").glob(".*-*/"):
        if not folder.is_symlink() and folder.stat().st_mtime < (moment - ABANDONED).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def _stage_texts(site: Site, folder: Path) -> str:
    """Specs, extensions and the generation that is served; gives the name of the latter."""
    var = site.settings.var
    try:
        generation = (var / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise BackupError("nothing was generated yet; run: portal apply") from None
    served = var / "generations" / generation
    if not served.is_dir():
        raise BackupError(f"the generation {generation} is missing; run: portal apply")
    copy_tree(site.specs, folder / "specs")
    copy_tree(site.extensions, folder / "extensions")
    copy_tree(served, folder / "generation" / generation)
    if (var / HISTORY).is_file():
        _copy(var / HISTORY, folder / "site" / HISTORY)
    return generation


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror}") from None


def _members(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _version() -> str:
    try:
        return version("portalwright")
    except PackageNotFoundError:  # run from its folder, without being installed
        return "unreleased"
