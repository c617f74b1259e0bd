"""A million parcels, written by the database itself in a few statements.

Most belong to one of 10,000 companies, of which the first 1,000 look after nine others each. Beside them stand one as
large as such nine together, a very large one, and one that looks after 500: alike by one link and by two.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text

from runtime.engine import Engines
from runtime.records import Base
from runtime.scope import Principal
from tests.twohops.freight import TABLES

PARCELS = 1_000_000
COMPANIES, PARTNERS = 10_000, 1_000
MEDIUM, LARGE, LARGE_PARTNER, CUSTOMERS = 20_001, 20_002, 20_003, 500
BUILT_IN = "id, created, updated, revision"
ALWAYS = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', 1"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a company, in the portal with the rule that is asked about."""

    portal: str
    company: int

    @property
    def principal(self) -> Principal:
        values = {"id": 1, "company_id": self.company}
        return Principal(self.portal, "", 1, 1, "freight_clerk", "Ann", "ann@freight.example", values)


FEW = {"own": Person("own", MEDIUM), "partner": Person("partner", 5), "care": Person("care", 5)}
"""Who sees about 800 parcels, by portal."""
MANY = {"own": Person("own", LARGE), "partner": Person("partner", LARGE_PARTNER), "care": Person("care", LARGE_PARTNER)}
"""And about 50,000."""


def load(engines: Engines, count: int = PARCELS) -> None:
    """Makes the tables and fills them; `engines` are the operator's."""
    Base.metadata.create_all(engines.write, tables=TABLES)
    indexes = [index for table in TABLES for index in table.indexes]
    with engines.write.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # looks up no foreign keys
        for index in indexes:  # made again at the end, which is much faster
            index.drop(connection)
        for statement in statements(connection.dialect.name, count):
            connection.execute(text(statement))
        for index in indexes:
            index.create(connection)
        connection.execute(text("ANALYZE"))


def statements(dialect: str, count: int) -> Iterator[str]:
    yield _companies(dialect, 1, COMPANIES, f"CASE WHEN n > {PARTNERS} THEN 1 + n % {PARTNERS} END")
    yield _companies(dialect, MEDIUM, LARGE_PARTNER, "NULL")
    yield _companies(dialect, LARGE_PARTNER + 1, LARGE_PARTNER + CUSTOMERS, str(LARGE_PARTNER))
    whose = (
        f"CASE WHEN n % 1249 = 0 THEN {MEDIUM} WHEN n % 20 = 7 THEN {LARGE}"
        f" WHEN n % 20 = 13 THEN {LARGE_PARTNER} + 1 + n / 20 % {CUSTOMERS} ELSE 1 + n / 7 % {COMPANIES} END"
    )
    columns = f"n, {ALWAYS}, 'P-' || n, 'Spare valves, lot ' || (n % 977), n % 100, {whose}"
    yield _insert(dialect, f"freight_parcel ({BUILT_IN}, number, subject, weight, company_id)", columns, 1, count)


def _companies(dialect: str, first: int, last: int, partner: str) -> str:
    columns = f"n, {ALWAYS}, 'Company ' || n, {partner}"
    return _insert(dialect, f"freight_company ({BUILT_IN}, name, partner_id)", columns, first, last)


def _insert(dialect: str, into: str, columns: str, first: int, last: int) -> str:
    """A row for each number `n` from first to last."""
    series = {
        "postgresql": f"series AS (SELECT n FROM generate_series({first}, {last}) AS n)",
        "sqlite": f"RECURSIVE series AS (SELECT {first} AS n UNION ALL SELECT n + 1 FROM series WHERE n < {last})",
    }[dialect]
    return f"INSERT INTO {into} WITH {series} SELECT {columns} FROM series"
