"""A request's statement ends after some seconds; what an upgrade asks of whole tables may take as long as it takes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from runtime.engine import AS_LONG_AS_IT_TAKES, STATEMENT_SECONDS, open_engines


@pytest.mark.parametrize(
    ("seconds", "limit"), [(STATEMENT_SECONDS, f"{STATEMENT_SECONDS}s"), (AS_LONG_AS_IT_TAKES, "0")]
)
def test_what_postgresql_gives_a_statement(postgres_url: str, seconds: int, limit: str) -> None:
    opened = open_engines(postgres_url, seconds)
    engines = opened.made_by("operator")
    for engine in (engines.read, engines.write):
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SHOW statement_timeout")) == limit
    opened.dispose()
