"""Writes rows into a CSV file, which is complete and on the disk, or not there."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from runtime.migrations.batches import pages_of
from runtime.values.kept import plain


def export_rows(connection: sa.Connection, wanted: sa.Select[Any], target: Path) -> int:
    """A line for each row, the names of the columns above them; returns how many rows."""
    fresh, rows = target.with_name(f".{target.name}.new"), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with fresh.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.name for column in wanted.selected_columns])
        for page in _pages(connection, wanted):
            writer.writerows([_cell(value) for value in row] for row in page)
            rows += len(page)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(target)
    return rows


def _pages(connection: sa.Connection, wanted: sa.Select[Any]) -> Iterable[Any]:
    """By id; a table of links has none, and is short enough to be read at once."""
    if wanted.selected_columns[0].name == "id":
        return pages_of(connection, wanted)
    return [connection.execute(wanted).all()]


def _cell(value: object) -> object:
    return "" if value is None else plain(value)
