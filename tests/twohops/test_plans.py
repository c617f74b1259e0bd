"""A rule over two links finds its rows among a million by indexes, as one over one link does. Plans, not times: those
are in `bench.twohops`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from runtime.engine import Engines, open_engines
from runtime.scope import ListQuery, Scopes
from tests.twohops.freight import SITE
from tests.twohops.loading import FEW, MANY, PARCELS, Person, load

PAGE = ListQuery("freight_parcel", size=50)
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
WALK = {"sqlite": ("SCAN freight",), "postgresql": ("Seq Scan on freight", "pk_freight_parcel")}
"""How the plans say that they go through all rows, or through all parcels from the newest."""

ONE_BY_ONE = re.compile(r"Index Scan using pk_\w+ on [^\n]*\n +Index Cond: \(id = \w+\.id\)")
"""Rows that PostgreSQL looks up by ids which it has found before."""


@dataclass
class Freight:
    engines: Engines
    scopes: Scopes
    ran: list[tuple[str, Any]] = field(default_factory=list)

    def plans(self, person: Person, query: ListQuery = PAGE) -> list[str]:
        """Of each statement of a page."""
        self.ran.clear()
        self.scopes.reader(person.principal).page(query)
        dialect = self.engines.read.dialect.name
        with self.engines.read.connect() as connection:
            found = [connection.exec_driver_sql(f"{EXPLAIN[dialect]} {text}", values) for text, values in [*self.ran]]
            return [ONE_BY_ONE.sub("", "\n".join(row[-1] for row in steps)) for steps in found]


@pytest.fixture(scope="module")
def freight(database_url: str) -> Iterator[Freight]:
    engines = open_engines(database_url).made_by("operator")
    load(engines)
    made = Freight(engines, Scopes(SITE, engines))
    event.listen(engines.read, "before_cursor_execute", lambda *given: made.ran.append((given[2], given[3])))
    yield made
    engines.dispose()


@pytest.mark.parametrize("portal", ["own", "partner", "care"])
def test_indexes_find_the_few_rows_of_a_person(freight: Freight, portal: str) -> None:
    plans = freight.plans(FEW[portal])
    assert len(plans) == 2  # the rows, and how many there are
    for plan in plans:
        assert "ix_freight_parcel_company_id" in plan, plan
        assert portal == "own" or "ix_freight_company_partner_id" in plan, plan
        assert not [words for words in WALK[freight.engines.read.dialect.name] if words in plan], plan


@pytest.mark.parametrize("portal", ["own", "partner", "care"])
@pytest.mark.parametrize("query", [{"sort": "weight"}, {"q": "lot 7"}, {"filters": {"number": "P-1"}}, {"page": 3}])
def test_so_they_do_in_whatever_order_and_part(freight: Freight, portal: str, query: dict[str, Any]) -> None:
    for plan in freight.plans(FEW[portal], ListQuery("freight_parcel", size=50, **query)):
        assert "ix_freight_parcel_company_id" in plan, plan
        assert not [words for words in WALK[freight.engines.read.dialect.name] if words in plan], plan


@pytest.mark.parametrize("portal", ["own", "partner", "care"])
def test_many_rows_are_counted_by_an_index_too(freight: Freight, portal: str) -> None:
    """The newest of many are found from the end of all; there are so many that few are passed over."""
    _rows, count = freight.plans(MANY[portal])
    assert "Seq Scan on freight_parcel" not in count, count
    assert "SCAN freight" not in count, count


def test_the_rules_tell_the_same_rows_as_counting_by_hand(freight: Freight) -> None:
    wanted = {
        "own": "company_id = {0}",
        "partner": "company_id IN (SELECT id FROM freight_company WHERE partner_id = {0})",
        "care": "company_id IN (SELECT id FROM freight_company WHERE partner_id = {0} OR id = {0})",
    }
    with freight.engines.read.connect() as connection:
        for person in (*FEW.values(), *MANY.values()):
            where = wanted[person.portal].format(person.company)
            [[count]] = connection.exec_driver_sql(f"SELECT count(*) FROM freight_parcel WHERE {where}")
            assert freight.scopes.reader(person.principal).page(PAGE).count == min(count, 10_000)
        [[everything]] = connection.exec_driver_sql("SELECT count(*) FROM freight_parcel")
        assert everything == PARCELS
