"""What a database holds, so that two can be compared: rows and a checksum by table, the schema, the names of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableSum:
    """Of all rows of a table, in whatever order they come."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as the database knows it; `stored` is its name in the store."""

    stored: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """`schema` is a checksum of all definitions; `files` are those that records have, each once."""

    tables: Mapping[str, TableSum]
    schema: str
    files: tuple[KeptFile, ...] = ()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def sum_rows(rows: Iterable[bytes]) -> TableSum:
    """Adds the SHA-256 of each row, so that no order matters and a row that is there twice counts twice."""
    count, total = 0, 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(hashlib.sha256(row).digest())) % _MODULUS
    return TableSum(count, f"{total:064x}")


def sum_lines(lines: Iterable[str]) -> str:
    return sum_rows(line.encode() for line in lines).checksum


def differences(wanted: Contents, found: Contents) -> Iterator[str]:
    """In words; none where both hold the same."""
    for name in sorted(wanted.tables.keys() | found.tables.keys()):
        before, after = wanted.tables.get(name), found.tables.get(name)
        if before is None or after is None:
            yield f"table {name} is {'missing' if after is None else 'not part of the backup'}"
        elif before.rows != after.rows:
            yield f"table {name} has {after.rows} rows, and had {before.rows}"
        elif before.checksum != after.checksum:
            yield f"table {name} has other values than it had"
    if wanted.schema != found.schema:
        yield "the tables, columns or indexes are not defined as they were"
