"""Brings a database to a generation: its tables, Flask-AppBuilder's, defaults and permissions. One transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask_appbuilder import Model

from runtime.migrate import execute, make_plan, mark
from runtime.records import Base
from runtime.requiring import fill_defaults, find_missing
from runtime.security.permissions import sync_permissions
from runtime.settings import Settings
from runtime.site import load_site, open_database


def bring_up_to_date(folder: Path, generation: str, settings: Settings, say: Callable[[str], None]) -> tuple[str, ...]:
    """Adds what is missing; returns the differences that adding cannot mend, and then has changed nothing."""
    site = load_site(folder)
    engines = open_database(settings).made_by("operator")
    say("Bringing the database up to date.")
    with engines.write.connect() as connection, connection.begin() as transaction:
        Model.metadata.create_all(connection)  # Flask-AppBuilder's own tables; they do not change with the specs
        plan = make_plan(connection, (Base.metadata,))
        if plan.refusals:
            return plan.refusals
        for done, words in enumerate(execute(connection, plan), start=1):
            if done % 50 == 0 or done == len(plan.steps):
                say(f"  {done} of {len(plan.steps)}: {words}")
        fill_defaults(connection, site, plan.added)
        missing = tuple(find_missing(connection, site))
        if missing:
            transaction.rollback()
            return missing
        sync_permissions(connection, site)
        mark(connection, generation)
    return ()
