"""Puts an archive back: into an empty database and an empty folder, and nowhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.backup.archive import peek, unpack
from runtime.backup.contents import differences
from runtime.backup.databases import Database, database_at
from runtime.backup.errors import BackupError
from runtime.backup.manifest import Manifest
from runtime.backup.taking import HISTORY, Site, working_folder
from runtime.files import FileStore
from runtime.settings import Settings

MAY_BE_THERE = frozenset({"secret", "backups", "mail"})
"""What an operator may have put into the folder before."""


def restore_site(archive: Path, site: Site) -> tuple[Manifest, list[Path]]:
    """Gives the manifest, and the folders (specs, extensions, generated) that were not empty and so were left alone.

    Raises BackupError; the folder is empty then as it was before.
    """
    database = database_at(site.settings.database_url)
    _refuse(archive, database, site.settings)
    with _emptied_on_failure(site.settings.var), working_folder(site.settings, "restoring") as folder:
        manifest = unpack(archive, folder)
        if not (folder / "generation" / manifest.generation).is_dir():
            raise BackupError(f"the archive lacks the generation {manifest.generation}")
        _put_files(folder / "files", FileStore(site.settings.files_url))
        load_compared(folder / database.member, database, manifest)
        left = _put_texts(folder, manifest, site)
    return manifest, left


def load_compared(dump: Path, database: Database, manifest: Manifest) -> None:
    """Loads a dump into an empty database, then counts and sums all of its rows. Raises BackupError."""
    database.load(dump)
    found = list(differences(manifest.contents, database.contents()))
    if found:
        more = f", and {len(found) - 1} more differences" if len(found) > 1 else ""
        raise BackupError(f"the restored database is not the one that was backed up: {found[0]}{more}")


def _refuse(archive: Path, database: Database, settings: Settings) -> None:
    manifest = peek(archive)
    if manifest.backend != database.backend:
        raise BackupError(
            f"the archive holds a database of {manifest.backend}, and DATABASE_URL is one of {database.backend}"
        )
    if database.member not in manifest.members:
        raise BackupError("the archive lacks its database")
    there = _there(settings.var)
    if there:
        raise BackupError(f"{settings.var} is not empty: there is {there[0].name}. Name an empty folder by --to-var")
    tables = database.table_names()
    if tables:
        raise BackupError(f"the database is not empty: it has {len(tables)} tables. Name an empty one by DATABASE_URL")


@contextmanager
def _emptied_on_failure(var: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for path in _there(var):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _there(var: Path) -> list[Path]:
    return sorted(path for path in var.iterdir() if path.name not in MAY_BE_THERE) if var.is_dir() else []


def _put_files(folder: Path, store: FileStore) -> None:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            with path.open("rb") as stream:
                store.put(path.name, stream)


def _put_texts(folder: Path, manifest: Manifest, site: Site) -> list[Path]:
    var = site.settings.var
    (var / "generations").mkdir(parents=True)
    served = var / "generations" / manifest.generation
    (folder / "generation" / manifest.generation).rename(served)
    _put_secret(folder / "site" / "secret", site.settings.secret_file)
    if (folder / "site" / HISTORY).is_file():
        (folder / "site" / HISTORY).rename(var / HISTORY)
    pairs = {folder / "specs": site.specs, folder / "extensions": site.extensions, served / "generated": site.out}
    left = [target for source, target in pairs.items() if source.is_dir() and not _fill(source, target)]
    (var / "current").write_text(f"{manifest.generation}\n", encoding="utf-8")
    return left


def _fill(source: Path, target: Path) -> bool:
    """Whether the folder was empty, so that it could be filled."""
    if target.exists() and any(target.iterdir()):
        return False
    shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return True


def _put_secret(source: Path, target: Path) -> None:
    if source.is_file() and not target.exists():
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(source.read_bytes())
