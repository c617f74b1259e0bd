"""What a stock app leaks, a generated site does not: every channel, closed."""

from collections.abc import Iterator

import pytest

from tests.stock.channels import GUARDED, OPEN
from tests.stock.desk import EMAIL
from tests.stock.portal_desk import PortalDesk, PortalVisitor, serving


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


@pytest.fixture(scope="module")
def visitor(served: PortalDesk) -> PortalVisitor:
    """A customer who is logged in. Tests that take `desk` end the session, so these stand by themselves."""
    served.refill()
    found = served.visitor()
    assert found.log_in(EMAIL, served.world.password)
    return found


def test_there_are_no_actions(visitor: PortalVisitor) -> None:
    ticket = visitor.desk.world.other_ticket
    root = "/support/tickets"
    for path in (f"/action/close/{ticket}", "/action_post", f"/{ticket}/do/close", f"/{ticket}/close", f"/{ticket}"):
        assert visitor.status("POST", root + path) in (404, 405), path
    assert visitor.status("POST", "/support/ticketview/action_post") == 404


@pytest.mark.parametrize(
    "path",
    [
        "users/list/", "roles/list/", "permissions/list/", "registeruser/list/", "register/form", "logout/",
        "resetmypassword/form", "userinfoeditview/form", "resetpassword/form?pk=1", "users/userinfo/",
        "api/v1/security/login", "api/v1/openapi/v1/_openapi", "swagger/v1", "api/v1/menu/", "lang/de", "back",
        "static/appbuilder/css/ab.css", "ticketview/list/", "metrics", "console", "debug",
    ],
)  # fmt: skip
def test_none_of_the_frameworks_own_pages_is_there(path: str, visitor: PortalVisitor) -> None:
    assert {visitor.status(method, f"/support/{path}") for method in ("GET", "POST")} <= {404, 405}
