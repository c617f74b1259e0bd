"""A connection's statements share a cursor: whoever has the connection next does not change what was read before."""

from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from runtime.engine import open_engines
from runtime.scope.shape import Shape
from runtime.seam import Planning
from runtime.seam.lending import LendingPool, Lent

PAIR: Any = sa.select(sa.literal_column("1.50", sa.Numeric(5, 2)), sa.literal_column("'berth'", sa.String))
OTHER = "SELECT 1"


def test_columns_are_looked_at_before_the_connection_goes_back(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engines(postgres_url).made_by("operator").read
    ran: list[list[Any]] = []
    take_back = LendingPool.take_back

    def ask_something_else(pool: LendingPool, lent: Lent) -> None:
        cursor = lent.driver.asking()
        cursor.admitted = OTHER
        ran.append(cursor.ask(OTHER, (), Planning.EACH_TIME))
        take_back(pool, lent)

    monkeypatch.setattr(LendingPool, "take_back", ask_something_else)
    shape = Shape(PAIR, engine.dialect, Planning.ONCE)
    first, second = shape.run(engine, {}), shape.run(engine, {})
    assert [*map(list, first)] == [*map(list, second)] == [[Decimal("1.50"), "berth"]]
    assert ran == [[(1,)], [(1,)]]
    engine.dispose()
