"""A backup is taken while others write, and put back elsewhere: the same rows and files, and portals that answer."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runtime.backup.archive import peek, unpack
from runtime.backup.contents import TableSum
from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.backup.restoring import load_compared, restore_site
from runtime.backup.taking import archive_site, working_folder
from tests.backup.conftest import WORDS, contents_of, site_of, url_of
from tests.sites.place import ROOT, Place

WRITERS = 3
TRIED = "Restored it to a scratch place: every row and file is the same, and the portals' pages can be made from it."
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def quiet(shed: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was made while nobody wrote."""
    archive = tmp_path_factory.mktemp("archives") / "quiet.tar.gz"
    archive_site(site_of(shed), archive, NOW, with_secret=False)
    return archive


@contextmanager
def writing(place: Place) -> Iterator[list[dict[str, Any]]]:
    """Several processes write meanwhile; the list has what each did, once the block has ended."""
    environment = {**place._environment(), "PORTAL_VAR": str(place.var), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.backup.writing"]
    running = [
        subprocess.Popen(
            command, cwd=place.folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(WRITERS)
    ]
    answers: list[dict[str, Any]] = []
    try:
        for each in running:
            assert each.stdout is not None and each.stdout.readline() == "at work\n"
        yield answers
    finally:
        answers += [json.loads(each.communicate(timeout=60)[0]) for each in running]


def manifest_in(archive: Path) -> dict[str, Any]:
    with tarfile.open(archive) as stream:
        content = stream.extractfile("manifest.json")
        assert content is not None
        found: dict[str, Any] = json.load(content)
        return found


def tools_seen(place: Place, address: str) -> str:
    """The page of tools, as Ada sees it after she logged in."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    [account] = [
        each
        for each in json.loads((place.var / "demo-accounts.json").read_text())
        if (each["portal"], each["email"]) == ("keeper", "ada@shed.example")
    ]
    page = browser.open(f"{address}/keep/login").read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token, page
    form = {"email": account["email"], "password": account["password"], "csrf_token": token[1]}
    browser.open(f"{address}/keep/login", urllib.parse.urlencode(form).encode()).close()
    seen: str = browser.open(f"{address}/keep/tools?q=Saw").read().decode()
    return seen


@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.soak)])
def test_a_backup_under_load_is_restored_elsewhere(shed: Place, elsewhere: Place, tmp_path: Path, times: int) -> None:
    with shed.started(), writing(shed) as answers:
        archives = [tmp_path / f"{number}.tar.gz" for number in range(times)]
        for archive in archives:
            done = shed.portal("backup", "--to", str(archive))
            assert done.returncode == 0, done.stderr
            assert TRIED in done.stderr
    assert [each["faults"] for each in answers] == [[]] * WRITERS
    manifest = manifest_in(archives[-1])
    assert 1 < manifest["tables"]["tool"]["rows"] < sum(each["done"]["made"] for each in answers)

    restored = elsewhere.portal("restore-backup", str(archives[-1]))
    assert restored.returncode == 0, restored.stderr
    found = contents_of(elsewhere)
    assert found.pop("") == manifest["schema"]
    assert found == {name: (table["rows"], table["checksum"]) for name, table in manifest["tables"].items()}
    kept = {path.removeprefix("files/") for path in manifest["members"] if path.startswith("files/")}
    assert {path.name for path in (elsewhere.var / "files").iterdir()} == kept
    assert manifest["absent"] == [] and len(kept) == manifest["tables"]["portal_file"]["rows"] > 1
    sys.stdout.write(f"{[each['done'] for each in answers]} {done.stderr}\n")


def test_all_that_is_written_by_people_comes_back(shed: Place, elsewhere: Place, quiet: Path) -> None:
    before = contents_of(shed)
    assert elsewhere.portal("restore-backup", str(quiet)).returncode == 0
    assert contents_of(elsewhere) == before
    for name in ("specs", "generated", "extensions"):
        assert texts_below(elsewhere.folder / name) == texts_below(shed.folder / name)
    check = elsewhere.portal("check")
    assert check.returncode == 0, check.stderr
    (elsewhere.var / "demo-accounts.json").write_text((shed.var / "demo-accounts.json").read_text())
    with elsewhere.started() as address:
        assert "Saw" in tools_seen(elsewhere, address)


def texts_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_an_archive_is_for_its_owner_and_without_the_secret(shed: Place, quiet: Path) -> None:
    assert quiet.stat().st_mode & 0o077 == 0
    manifest = manifest_in(quiet)
    assert {path.partition("/")[0] for path in manifest["members"]} == {
        *("database", "extensions", "files", "generation", "site", "specs")
    }
    assert "site/secret" not in manifest["members"]
    assert not any(path.name.startswith(".") for path in (shed.var / "backups").iterdir())


def test_the_secret_goes_along_when_it_is_asked_for(shed: Place, elsewhere: Place, tmp_path: Path) -> None:
    secret = shed.var / "secret"
    secret.write_bytes(os.urandom(32))
    secret.chmod(0o600)
    archive_site(site_of(shed), tmp_path / "secret.tar.gz", NOW, with_secret=True)
    elsewhere.folder.mkdir(exist_ok=True)
    restore_site(tmp_path / "secret.tar.gz", site_of(elsewhere))
    assert (elsewhere.var / "secret").read_bytes() == secret.read_bytes()
    assert (elsewhere.var / "secret").stat().st_mode & 0o077 == 0


def test_an_archive_is_never_replaced(shed: Place, quiet: Path) -> None:
    before = quiet.read_bytes()
    again = shed.portal("backup", "--to", str(quiet))
    assert (again.returncode, quiet.read_bytes()) == (1, before)
    assert again.stderr == f"portal: {quiet} is there already; name another file by --to\n"


def test_what_is_there_is_never_replaced(shed: Place, elsewhere: Place, quiet: Path, tmp_path: Path) -> None:
    told = f"{shed.var} is not empty: there is .+. Name an empty folder by --to-var"
    with pytest.raises(BackupError, match=told):
        restore_site(quiet, site_of(shed))
    full = replace(site_of(elsewhere).settings, database_url=url_of(shed))
    with pytest.raises(
        BackupError, match=r"the database is not empty: it has \d+ tables. Name an empty one by DATABASE_"
    ):
        restore_site(quiet, replace(site_of(elsewhere), settings=full))
    assert not elsewhere.var.exists()
    elsewhere.specs.mkdir(parents=True)
    (elsewhere.specs / "mine.txt").write_text("mine")
    _, left = restore_site(quiet, site_of(elsewhere))
    assert (left, texts_below(elsewhere.specs)) == ([elsewhere.specs], {"mine.txt": b"mine"})


def test_files_that_are_lost_or_changed_are_told(shed: Place, elsewhere: Place, tmp_path: Path) -> None:
    [lost] = [path for path in (shed.var / "files").iterdir() if path.read_text() == WORDS]
    lost.rename(tmp_path / "away")
    lost.write_text("another photo\n")
    try:
        manifest = archive_site(site_of(shed), tmp_path / "one.tar.gz", NOW, with_secret=False)
    finally:
        (tmp_path / "away").rename(lost)
    assert manifest.absent == (lost.name,)
    assert restore_site(tmp_path / "one.tar.gz", site_of(elsewhere))[0].absent == (lost.name,)
    assert not (elsewhere.var / "files" / lost.name).exists()


def test_a_database_of_another_kind_is_refused(shed: Place, quiet: Path, tmp_path: Path) -> None:
    other = "postgresql://nobody@127.0.0.1:9/none" if shed.database_url is None else f"sqlite:///{tmp_path / 'x.db'}"
    kinds = ("sqlite", "postgresql") if shed.database_url is None else ("postgresql", "sqlite")
    done = shed.portal("restore-backup", str(quiet), "--to-var", str(tmp_path / "v"), DATABASE_URL=other)
    told = f"portal: the archive holds a database of {kinds[0]}, and DATABASE_URL is one of {kinds[1]}\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_the_same_rows_are_found_to_be_others_once_one_value_differs(
    shed: Place, elsewhere: Place, quiet: Path
) -> None:
    """What compares the restored rows can tell: otherwise the figure above would mean nothing."""
    manifest = peek(quiet)
    tables = {**manifest.contents.tables, "tool": TableSum(manifest.contents.tables["tool"].rows, "0" * 64)}
    with (
        pytest.raises(BackupError, match=r"not the one that was backed up: table tool has other values than it had$"),
        working_folder(site_of(elsewhere).settings, "test") as folder,
    ):
        unpack(quiet, folder)
        database = database_at(url_of(elsewhere))
        load_compared(
            folder / database.member, database, replace(manifest, contents=replace(manifest.contents, tables=tables))
        )
