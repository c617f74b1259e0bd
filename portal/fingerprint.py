"""Whether an apply has anything to do, found without reading a spec: sizes, times and names of everything it uses.

The stamp lies in the var folder; the database is asked, by its plain driver, which generation it was brought to.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CODE = Path(__file__).parent.parent
STAMP = "applied.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last apply left behind."""

    fingerprint: str
    generation: str


def read_stamp(var: Path) -> Stamp | None:
    try:
        found = json.loads((var / STAMP).read_bytes())
        return Stamp(found["fingerprint"], found["generation"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write_stamp(var: Path, stamp: Stamp) -> None:
    fresh = var / f".{STAMP}.new"
    fresh.write_text(json.dumps({"fingerprint": stamp.fingerprint, "generation": stamp.generation}) + "\n")
    fresh.replace(var / STAMP)


def take_fingerprint(specs: Path, out: Path, database_url: str) -> str:
    """A hash over the state of the specs, the generated files, Portalwright itself and the database's address."""
    digest = hashlib.sha256(database_url.encode())
    for folder in (specs, out, CODE / "generator", CODE / "runtime"):
        for line in sorted(_states(folder)):
            digest.update(line.encode(errors="surrogateescape"))
    return digest.hexdigest()


def generation_in(database_url: str) -> str | None:
    """The generation that the database was brought to, or None (also when it cannot be asked)."""
    query = "SELECT name FROM portal_generation ORDER BY applied DESC LIMIT 1"
    try:
        rows = _ask_sqlite(database_url, query) if database_url.startswith("sqlite") else _ask(database_url, query)
    except Exception:  # noqa: BLE001 - any failure only means that the apply has to look closer
        return None
    return str(rows[0][0]) if rows else None


def _states(folder: Path) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            state = Path(path, name).stat()
            yield f"{path}/{name} {state.st_size} {state.st_mtime_ns}\n"


def _ask_sqlite(database_url: str, query: str) -> list[tuple[object, ...]]:
    path = Path(urlsplit(database_url).path.removeprefix("/"))
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        return list(connection.execute(query))
    finally:
        connection.close()


def _ask(database_url: str, query: str) -> list[tuple[object, ...]]:
    import psycopg

    plain = database_url.replace("postgresql+psycopg:", "postgresql:", 1)
    with psycopg.connect(plain, connect_timeout=5) as connection:
        return list(connection.execute(query.encode()))
