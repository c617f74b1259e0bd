"""Flask-AppBuilder's `base_filters` guard four channels and leave the others open: the reason for our own scope."""

import pytest

from tests.stock.channels import GUARDED, OPEN, limits
from tests.stock.stock_desk import StockDesk

# Of Flask-AppBuilder itself, with the newest WTForms and SQLAlchemy.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The Query.get"),
    pytest.mark.filterwarnings("ignore:Using the in-memory storage"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> StockDesk:
    return StockDesk.made(tmp_path_factory.mktemp("files"))


@pytest.fixture
def desk(made: StockDesk) -> StockDesk:
    made.refill()
    return made


@pytest.mark.parametrize("channel", GUARDED)
def test_the_stock_app_guards(channel: str, desk: StockDesk) -> None:
    assert not GUARDED[channel](desk)


@pytest.mark.parametrize("channel", OPEN)
def test_the_stock_app_leaks_by(channel: str, desk: StockDesk) -> None:
    assert OPEN[channel](desk)


def test_the_stock_app_limits_the_login_form_only(desk: StockDesk) -> None:
    assert {name: limits(attempt) for name, attempt in desk.login_routes().items()} == {
        "/login/": True,
        "/api/v1/security/login": False,
    }
