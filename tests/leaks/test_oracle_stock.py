"""The oracle finds the leaks of a stock Flask-AppBuilder app, which is written as its tutorials say."""

from pathlib import Path

import pytest

from tests.leaks.stock_walk import StockWalk

# Of Flask-AppBuilder itself, with the newest WTForms and SQLAlchemy.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The Query.get"),
    pytest.mark.filterwarnings("ignore:Using the in-memory storage"),
]


def test_the_stock_app_leaks_on_at_least_eight_routes(tmp_path: Path) -> None:
    found = StockWalk(tmp_path).run()
    routes = {each.route for each in found}
    assert len(routes) >= 8, "\n".join(f"{each.route}: {each.what}" for each in found)
    assert {"/contactview/list/", "/ticketview/add", "/ticketview/download/<string:filename>"} <= routes
    assert any("changes with what is hidden" in each.what and "_oc_TicketView" in each.what for each in found)
    assert any("_flt_2_notes" in each.what for each in found)
    assert any("POST" in each.what for each in found)
