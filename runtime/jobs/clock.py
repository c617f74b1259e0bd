"""The database's own clock: by it a job is due, whatever the clocks of the machines say that run jobs.

On SQLite it is the clock of this machine.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from runtime.seam import passed


def now(connection: Connection) -> datetime:
    """The moment of the statement, not of the transaction's beginning."""
    if connection.dialect.name == "sqlite":
        wanted = select(func.strftime("%Y-%m-%d %H:%M:%f", "now"))
        return datetime.fromisoformat(connection.execute(passed(wanted, "jobs")).scalar_one()).replace(tzinfo=UTC)
    found: datetime = connection.execute(passed(select(func.clock_timestamp()), "jobs")).scalar_one()
    return found
