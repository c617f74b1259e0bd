"""What a stock app leaks, a generated site does not: every channel, closed."""

from collections.abc import Iterator

import pytest

from tests.stock.channels import GUARDED, OPEN
from tests.stock.portal_desk import PortalDesk, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalDesk]:
    with serving(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture
def desk(served: PortalDesk) -> PortalDesk:
    served.refill()
    return served


@pytest.mark.parametrize("channel", [*GUARDED, *OPEN])
def test_nothing_leaks_by(channel: str, desk: PortalDesk) -> None:
    probe = {**GUARDED, **OPEN}[channel]
    assert not probe(desk)
