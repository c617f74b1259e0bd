"""How many people and how many records a change of access is about, asked of the database as it is.

People are the active accounts of the portal and the roles. Of the records all count that are in a state in which the
change makes a difference; whose they are is not asked, so that their number is the most there can be.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnClause, Connection, Inspector, column, func, inspect, or_, select, table

from generator.access.matrix import STATE
from generator.access.report import Counts, Touched
from generator.access.sentences import Sentence
from runtime.settings import Settings
from runtime.site import open_database
from runtime.tables import account


def count_touched(sentences: Iterable[Sentence], settings: Settings) -> Counts:
    """Raises StartError where the database cannot be asked."""
    engines = open_database(settings)
    try:
        with engines.made_by("operator").read.connect() as connection:
            columns = _columns(inspect(connection))
            return {each: _touched(each, connection, columns) for each in sentences}
    finally:
        engines.dispose()


def _columns(inspector: Inspector) -> dict[str, frozenset[str]]:
    """The columns of each table."""
    return {name: frozenset(it["name"] for it in inspector.get_columns(name)) for name in inspector.get_table_names()}


def _touched(sentence: Sentence, connection: Connection, columns: dict[str, frozenset[str]]) -> Touched:
    statement = sentence.statement
    if account.name not in columns:
        return Touched(0, None)
    of_portal = (account.c.portal == statement.portal) & account.c.role.in_(sentence.roles) & account.c.active
    people = connection.scalar(select(func.count()).select_from(account).where(of_portal)) or 0
    if statement.operation == "create":
        return Touched(people, None)
    return Touched(people, _records(statement.record, statement.states, connection, columns))


def _records(record: str, states: tuple[str, ...], connection: Connection, columns: dict[str, frozenset[str]]) -> int:
    """A record type that the database does not have yet has no records."""
    if record not in columns:
        return 0
    counted = select(func.count()).select_from(table(record))
    if states and STATE in columns[record]:
        state: ColumnClause[str] = column(STATE)
        of_states = state.in_([each for each in states if each])
        counted = counted.where(or_(of_states, state.is_(None)) if "" in states else of_states)
    return connection.scalar(counted) or 0
