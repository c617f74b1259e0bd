"""How many people and how many records a change of access is about, asked of the database as it is.

People are the active accounts of the portal and the roles. Of the records all count that are in a state in which the
change makes a difference; whose they are is not asked, so that their number is the most there can be.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnClause, Connection, Inspector, column, func, inspect, or_, select, table

from generator.access.matrix import STATE
from generator.access.report import Counts, Touched
from generator.access.sentences import Sentence, Statement
from generator.app import App, Field, Record
from runtime.engine import AS_LONG_AS_IT_TAKES
from runtime.settings import Settings
from runtime.site import open_database
from runtime.tables import account

Columns = dict[str, frozenset[str]]
"""The columns of each table."""


def count_touched(sentences: Iterable[Sentence], app: App, settings: Settings) -> Counts:
    """`app` has the names that the database knows things by. Raises StartError where the database cannot be asked."""
    engines = open_database(settings, AS_LONG_AS_IT_TAKES)
    try:
        with engines.made_by("operator").read.connect() as connection:
            columns = _columns(inspect(connection))
            return {each: _touched(each, app, connection, columns) for each in sentences}
    finally:
        engines.dispose()


def _columns(inspector: Inspector) -> Columns:
    return {name: frozenset(it["name"] for it in inspector.get_columns(name)) for name in inspector.get_table_names()}


def _touched(sentence: Sentence, app: App, connection: Connection, columns: Columns) -> Touched:
    statement = sentence.statement
    if account.name not in columns:
        return Touched(0, None)
    roles = _stored_roles(app, statement.portal, sentence.roles)
    of_portal = (account.c.portal == statement.portal) & account.c.role.in_(roles) & account.c.active
    people = connection.scalar(select(func.count()).select_from(account).where(of_portal)) or 0
    if statement.operation == "create":
        return Touched(people, None)
    return Touched(people, _records(app.records.get(statement.record), statement, connection, columns))


def _stored_roles(app: App, portal: str, roles: Iterable[str]) -> list[str]:
    """Accounts hold roles by their stored names."""
    found = app.portals.get(portal)
    field = _field(app.records.get(found.who), found.role) if found and found.role else None
    return [_stored(field, role) for role in roles]


def _records(record: Record | None, statement: Statement, connection: Connection, columns: Columns) -> int:
    """A record type that the database does not have yet has no records."""
    name = record.table if record else statement.record
    if name not in columns:
        return 0
    counted = select(func.count()).select_from(table(name))
    field, states = _field(record, STATE), statement.states
    at = field.stored if field else STATE
    if states and at in columns[name]:
        state: ColumnClause[str] = column(at)
        of_states = state.in_([_stored(field, each) for each in states if each])
        counted = counted.where(or_(of_states, state.is_(None)) if "" in states else of_states)
    return connection.scalar(counted) or 0


def _field(record: Record | None, name: str) -> Field | None:
    return next((field for field in record.fields if field.name == name), None) if record else None


def _stored(field: Field | None, choice: str) -> str:
    return field.choices.stored.get(choice, choice) if field and field.choices else choice
