"""Removes the bytes that belong to no record: of abandoned forms, and of what a killed process was about to save."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from runtime.engine import Engines
from runtime.files import FileStore
from runtime.tables import file as files

GRACE = timedelta(hours=25)
"""Longer than any form keeps the files of an attempt that failed."""
AT_ONCE = 500


def sweep(engines: Engines, store: FileStore, moment: datetime) -> int:
    """How many files were removed. A file that is younger than GRACE stays, since its row may still come."""
    reading = engines.made_by("sweeping").read
    removed = 0
    old = store.stored_before(moment - GRACE)
    for start in range(0, len(old), AT_ONCE):
        names = old[start : start + AT_ONCE]
        with reading.connect() as connection:
            known = set(connection.scalars(sa.select(files.c.stored).where(files.c.stored.in_(names))))
        for name in names:
            if name not in known:
                store.remove(name)
                removed += 1
    return removed
