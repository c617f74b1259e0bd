"""The ticket desk of the comparison with other frameworks, generated from `specs/` the ordinary way.

`prepare` applies the specs, copies the seeded rows into their tables and lets the two users in; `serve` is
`portal serve`. Both are run by the harness, whose variables they read: DESK_DATABASE_URL, DESK_PASSWORD, DESK_WORK,
PORT. Nothing here is served.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, make_url, text

from portal.serve import current_generation
from runtime.declarations.site import Site
from runtime.engine import open_engines
from runtime.security.accounts import create_account
from runtime.settings import Settings, read_settings
from runtime.site import load_site

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCHEMA = "portalwright"
DESK_PERSON, DESK_CONTACT = 1, 1_000_001
"""The contact who is the customer, and the one who is added as the agent."""
COPIES = (
    "INSERT INTO desk_account (id, created, updated, revision, name, city) SELECT id, {now}, {now}, 1, name, city "
    "FROM {theirs}account",
    "INSERT INTO desk_contact (id, created, updated, revision, name, email, account_id, role) "
    "SELECT id, {now}, {now}, 1, name, CASE WHEN id = {person} THEN 'portal' ELSE email END, account_id, 'customer' "
    "FROM {theirs}contact",
    "INSERT INTO desk_contact (id, created, updated, revision, name, email, account_id, role) "
    "SELECT {agent}, {now}, {now}, 1, 'Desk', 'desk', account_id, 'agent' FROM {theirs}contact WHERE id = {person}",
    "INSERT INTO desk_product (id, created, updated, revision, name, sku) SELECT id, {now}, {now}, 1, name, sku "
    "FROM {theirs}product",
    "INSERT INTO desk_agent (id, created, updated, revision, name) SELECT id, {now}, {now}, 1, name FROM {theirs}agent",
    "INSERT INTO desk_ticket (id, created, updated, revision, number, subject, description, severity, status, "
    "product_id, account_id, contact_id, agent_id) SELECT id, created_at, updated_at, 1, number, subject, description, "
    "severity, status, product_id, account_id, contact_id, agent_id FROM {theirs}ticket",
    "INSERT INTO portal_sequence (name, value) SELECT 'desk_ticket:T-{{seq:8}}', count(*) FROM {theirs}ticket",
)


def environment() -> Mapping[str, str]:
    """With a schema of our own on PostgreSQL: the tables beside ours are not the product's, and an apply tells so."""
    url = make_url(os.environ["DESK_DATABASE_URL"])
    if url.get_backend_name() == "postgresql":
        url = url.update_query_dict({"options": f"-c search_path={SCHEMA}"})
    return {**os.environ, "DATABASE_URL": url.render_as_string(hide_password=False), "PYTHONPATH": str(ROOT)}


def folder() -> Path:
    """What is generated and kept for this database."""
    return Path(os.environ["DESK_WORK"]) / (make_url(os.environ["DESK_DATABASE_URL"]).database or "").rpartition("/")[2]


def command(*words: str) -> list[str]:
    work = folder()
    folders = ("--specs", str(HERE / "specs"), "--out", str(work / "generated"), "--var", str(work / "var"))
    return [sys.executable, "-m", "portal", *folders, *words]


def settings() -> Settings:
    return read_settings(environment(), var=folder() / "var")


def prepare() -> None:
    found = settings()
    engines = open_engines(found.database_url).made_by("operator")
    if engines.write.dialect.name == "postgresql":
        with engines.write.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    subprocess.run(command("apply"), env=environment(), check=True)
    site = load_site(current_generation(found))
    with engines.write.begin() as connection:
        if connection.execute(text("SELECT count(*) FROM desk_ticket")).scalar_one() == 0:
            _copy(connection)
            _let_in(connection, site)
    with engines.write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE")
    engines.dispose()


def _copy(connection: Connection) -> None:
    now, theirs = "strftime('%Y-%m-%d %H:%M:%f000', 'now')", ""
    if connection.dialect.name == "postgresql":
        now, theirs = "now()", "public."
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    for statement in COPIES:
        connection.exec_driver_sql(statement.format(now=now, theirs=theirs, person=DESK_PERSON, agent=DESK_CONTACT))


def _let_in(connection: Connection, site: Site) -> None:
    for person in (DESK_PERSON, DESK_CONTACT):
        create_account(connection, site, "desk", person, os.environ["DESK_PASSWORD"])


def serve() -> None:
    os.chdir(ROOT)
    os.execve(sys.executable, command("serve", "--workers", "2"), dict(environment()))


if __name__ == "__main__":
    {"prepare": prepare, "serve": serve}[sys.argv[1]]()
