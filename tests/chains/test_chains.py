"""Random chains of spec edits on filled databases, in both databases: no value that was ever entered is lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.chains.chain import Chain
from tests.chains.loading import fresh_shelf
from tests.servers.postgres import Postgres

Databases = Callable[[], AbstractContextManager[str]]
LENGTH = 10


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Makes a fresh database, and takes it away again."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.database

    @contextmanager
    def make() -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            yield f"sqlite:///{folder}/portal.db"

    return make


def test_a_few_chains_of_edits(databases: Databases) -> None:
    run(databases, 2, always_the_same=True)


@pytest.mark.soak
def test_many_chains_of_edits(databases: Databases) -> None:
    run(databases, int(os.environ.get("PORTAL_CHAINS", "300")), always_the_same=False)


def run(databases: Databases, chains: int, *, always_the_same: bool) -> None:
    """A chain that fails tells its seed and its story; hypothesis keeps the seed and tries it first the next time."""

    @settings(
        max_examples=chains,
        deadline=None,
        derandomize=always_the_same,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,) if always_the_same else (Phase.reuse, Phase.generate),
    )
    @given(seed=st.integers(0, 2**32))
    def follow(seed: int) -> None:
        with databases() as url, tempfile.TemporaryDirectory(prefix="chains-") as folder, fresh_shelf() as shelf:
            Chain(seed, Path(folder), url, shelf).follow(LENGTH)

    follow()
