"""The rooms with a pass, what each is for, and who may ask for one."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_appbuilder.security.sqla.models import User
from sqlalchemy.orm import Session

from runtime import tables
from runtime.engine import open_engines
from runtime.numbers import SEQUENCE, taken_along
from runtime.rowwise import insert_row, insert_rows, update_row
from runtime.scope.shape import Shape
from runtime.seam import SeamError, passed
from tests.seam.attempts import BERTH, CLERK
from tests.seam.conftest import Portal

USER = User.__table__

ASKING: Mapping[str, set[str]] = {
    "claiming": {"runtime/security/claiming.py"},
    "disclosures": {"runtime/touches/reading.py"},
    "health": {"runtime/web/start.py"},
    "jobs": {
        "runtime/extending/working.py",
        "runtime/jobs/clock.py",
        "runtime/jobs/looking.py",
        "runtime/jobs/queue.py",
        "runtime/worker.py",
    },
    "listening": {"runtime/jobs/wakening.py"},
    "mail": {"runtime/mail/looking.py", "runtime/mail/rows.py"},
    "membership": {"runtime/security/membership.py"},
    "notices": {
        "runtime/notices/choices.py",
        "runtime/notices/means.py",
        "runtime/notices/reminding.py",
        "runtime/notices/rows.py",
    },
    "operator": {"runtime/serving.py", "runtime/site.py", "runtime/upgrade.py"},
    "oversight": {"runtime/extending/working.py", "runtime/oversight.py", "runtime/scope/scopes.py"},
    "scope": {"runtime/scope/scopes.py"},
    "security": {
        "runtime/security/appbuilder.py",
        "runtime/security/limits.py",
        "runtime/security/permissions.py",
        "runtime/security/sessions.py",
        "runtime/site.py",
    },
    "service": {
        "runtime/audience.py",
        "runtime/service/beginning.py",
        "runtime/service/beginning_timers.py",
        "runtime/service/service.py",
        "runtime/service/unattended.py",
        "runtime/service/watching.py",
    },
    "sweeping": {"runtime/sweeping.py"},
    "touches": {"runtime/touches/log.py"},
}
"""By room, the modules that ask for its pass. A line more is a decision about who may see what."""
COMMAND_LINE = "portal/"
"""It is the operator's, who may do everything; and it serves no portal."""

OPENING = re.compile(
    r"\b(create_engine|engine_from_config|sqlite3\.connect|psycopg\.connect|raw_connection|lend(?=\())\b"
)


def modules(repository: Path) -> Iterator[tuple[str, str]]:
    for folder in ("runtime", "portal", "extensions", "generated"):
        for path in sorted((repository / folder).rglob("*.py")):
            yield str(path.relative_to(repository)), path.read_text(encoding="utf-8")


def test_only_these_modules_ask_for_a_pass(repository: Path) -> None:
    found: dict[str, set[str]] = {}
    for module, text in modules(repository):
        for room in rooms_asked_for(text):
            if (room, COMMAND_LINE) != ("operator", module[: len(COMMAND_LINE)]):
                found.setdefault(room, set()).add(module)
    assert found == ASKING


def rooms_asked_for(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("made_by", "passed", "pass_of"):
                yield from (each.value for each in node.args[-1:] if isinstance(each, ast.Constant))


def test_a_pass_is_asked_for_by_its_name(repository: Path) -> None:
    """So that the list above tells all. The two that take a name are the seam's own."""
    asking = {"runtime/seam/admission.py", "runtime/engine.py"}
    calls = re.compile(
        r"\b(?:made_by|passed|pass_of)\((?![^()]*(?:\([^()]*(?:\([^()]*\))*[^()]*\)[^()]*)*\"[a-z]+\"\))"
    )
    for module, text in modules(repository):
        if module not in asking:
            lines = [line for line in text.splitlines() if calls.search(line) and "def " not in line]
            assert not lines, (module, lines)


def test_nothing_else_opens_a_database(repository: Path) -> None:
    opening = {module for module, text in modules(repository) if OPENING.search(text)}
    assert opening == {
        "runtime/engine.py",
        "runtime/seam/lending.py",
        "runtime/seam/texts.py",  # from the pool of an engine whose statements it tells the seam of
        "portal/schema.py",  # before the frameworks are loaded
        "runtime/backup/postgresql.py",  # a snapshot, and rows as the database writes them
        "runtime/backup/sqlite.py",
    }


def test_there_are_no_other_rooms(portal: Portal) -> None:
    opened = open_engines(portal.harbour.settings.database_url)
    with pytest.raises(SeamError, match="no pass for kitchen; there are scope, service, security"):
        opened.made_by("kitchen")
    with pytest.raises(SeamError, match="Only who opened the database lets scope in"):
        portal.engines.made_by("scope")
    with pytest.raises(SeamError, match="Rows come from scope"):
        opened.read.connect()


@pytest.mark.parametrize(
    ("room", "statement", "words"),
    [
        ("scope", sa.select(BERTH.c.name), "scope is not for harbour_berth"),
        ("scope", sa.select(tables.account.c.name), "scope is not for portal_account"),
        ("service", sa.update(USER).values(password="x"), "service is not for ab_user"),
        ("service", sa.delete(tables.session), "service is not for portal_session"),
        ("service", sa.insert(tables.link).values(token="x"), "service is not for portal_link"),
        ("security", sa.select(tables.history.c.changes), "security is not for portal_history"),
        ("security", sa.select(tables.file.c.stored), "security is not for portal_file"),
        (
            "security",
            sa.select(USER.c.id).join(CLERK, CLERK.c.email == USER.c.email),
            "security is not for harbour_clerk",
        ),
        ("security", sa.text("SELECT 1"), "security is not for statements that are text"),
        ("sweeping", sa.select(tables.account.c.name), "sweeping is not for portal_account"),
        ("sweeping", sa.delete(tables.file), "sweeping is not for portal_file"),
        ("health", sa.select(USER.c.password), "health is not for ab_user"),
        ("jobs", sa.select(tables.mail.c.body), "jobs is not for portal_mail"),
        ("jobs", sa.text("SELECT 1"), "jobs is not for statements that are text"),
        ("mail", sa.delete(tables.job), "mail is not for portal_job"),
        ("notices", sa.delete(tables.account), "notices is not for portal_account"),
        ("notices", sa.update(BERTH).values(name="x"), "notices is not for harbour_berth"),
        ("mail", sa.select(tables.account.c.email), "mail is not for portal_account"),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_a_pass_is_for_the_tables_of_its_room(portal: Portal, room: str, statement: sa.Executable, words: str) -> None:
    engines = open_engines(portal.harbour.settings.database_url).made_by(room)
    for engine in (engines.read, engines.write):
        with pytest.raises(SeamError, match=f"The pass of {words}"), engine.begin() as connection:
            connection.execute(statement)


@pytest.mark.usefixtures("unchanged")
def test_a_statement_that_was_compiled_before_is_for_the_tables_of_its_room_as_well(portal: Portal) -> None:
    """Also where another room ran it, whose pass it fits."""
    row = dict.fromkeys(BERTH.c.keys()) | {"id": 1, "name": "taken"}
    opened = open_engines(portal.harbour.settings.database_url)
    with opened.made_by("operator").write.begin() as connection:
        assert not update_row(connection, BERTH, ("name",), row)
    for room in ("notices", "service", "jobs"):
        with opened.made_by(room).write.begin() as connection:
            if room == "service":
                assert not update_row(connection, BERTH, ("name",), row)
                continue
            with pytest.raises(SeamError, match=f"The pass of {room} is not for harbour_berth"):
                update_row(connection, BERTH, ("name",), row)
            with pytest.raises(SeamError, match=f"The pass of {room} is not for harbour_berth"):
                insert_row(connection, BERTH, row)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("tables_of", [(BERTH, tables.job), (tables.job, BERTH)])
def test_rows_of_two_tables_are_for_who_may_write_both(portal: Portal, tables_of: tuple[sa.Table, sa.Table]) -> None:
    moment = datetime.now(UTC)
    job = {"kind": "x", "key": "x", "arguments": "{}", "state": "waiting", "due": moment, "tries": 0}
    row = dict.fromkeys([*BERTH.c.keys(), *tables.job.c.keys()]) | job | {"id": 1, "name": "taken", "created": moment}
    first, second = tables_of
    engines = open_engines(portal.harbour.settings.database_url).made_by("jobs")
    with (
        pytest.raises(SeamError, match="The pass of jobs is not for harbour_berth"),
        engines.write.begin() as connection,
    ):
        insert_rows(connection, first, row, second, row)


@pytest.mark.usefixtures("unchanged")
def test_a_question_that_takes_a_number_along_is_for_who_may_write_numbers(portal: Portal) -> None:
    """Though it is text like all of its kind, and the room may run such."""
    opened = open_engines(portal.harbour.settings.database_url)
    dialect = opened.made_by("notices").read.dialect
    if dialect.name == "sqlite":
        return  # has no statements within statements that write
    shape = Shape(sa.select(taken_along().c.value), dialect)
    for room in ("notices", "scope"):
        with (
            opened.made_by(room).write.begin() as connection,
            pytest.raises(SeamError, match=f"The pass of {room} is not for portal_sequence"),
        ):
            shape.run(connection, {SEQUENCE: "berth"})


@pytest.mark.usefixtures("unchanged")
def test_a_statement_may_have_a_pass_of_its_own(portal: Portal) -> None:
    """It holds for that statement and for nothing else on the connection."""
    with portal.engines.read.connect() as connection:
        names = connection.scalars(passed(sa.select(CLERK.c.name), "membership").order_by(CLERK.c.name)).all()
        assert names == ["Ann", "Kim", "Mia"]
        with pytest.raises(SeamError):
            connection.execute(sa.select(CLERK.c.name).order_by(CLERK.c.name))
    with portal.engines.write.connect() as connection, pytest.raises(SeamError, match="membership is not for"):
        connection.execute(passed(sa.update(CLERK).values(name="Eve"), "membership"))
    with portal.engines.write.connect() as connection, pytest.raises(SeamError, match="claiming is not for"):
        connection.execute(passed(sa.update(USER).values(active=True), "claiming"))


@pytest.mark.usefixtures("unchanged")
def test_an_engine_to_read_takes_no_change(portal: Portal) -> None:
    """Not even by who may do everything: the database refuses it, whatever the statement looks like."""
    with portal.harbour.engines.read.connect() as connection:
        for statement in (sa.delete(BERTH), sa.text("DELETE FROM harbour_berth")):
            with pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"):
                connection.execute(statement)


@pytest.mark.usefixtures("unchanged")
def test_the_first_statement_of_a_transaction_opens_it_for_no_other(portal: Portal) -> None:
    with Session(portal.engines.write) as session:
        assert session.scalars(sa.select(tables.account.c.name)).all()
        for statement in (sa.select(BERTH.c.name), sa.text("SELECT name FROM harbour_berth")):
            with pytest.raises(SeamError):
                session.execute(statement)
