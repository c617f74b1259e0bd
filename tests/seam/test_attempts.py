"""Whatever code of a portal tries past `scope` and `service` raises, on both databases, and changes nothing."""

import pytest
import sqlalchemy as sa
from flask_appbuilder.security.sqla.models import User
from sqlalchemy.exc import DBAPIError

from runtime.seam import SeamError
from tests.seam.attempts import ATTEMPTS, BERTH, OF_THE_DRIVER, Door
from tests.seam.conftest import Portal
from tests.security.conftest import Visitor

DOORS = (
    "Flask-AppBuilder's session",
    "the engine to read",
    "the engine to write",
    "a room's engine to read",
    "a room's engine to write",
)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("door", DOORS)
def test_every_way_past_the_seam_is_closed(portal: Portal, door: str) -> None:
    for name, attempt in ATTEMPTS.items():
        before = portal.records()
        with pytest.raises(SeamError):
            pytest.fail(f"{name} went through: {attempt(portal.door(door))}")
        assert portal.records() == before, name
    assert len(ATTEMPTS) > 60


@pytest.mark.usefixtures("unchanged")
def test_the_attempts_are_real(portal: Portal) -> None:
    """Whoever has a pass for everything gets to the database by all of them, but for those of the driver itself."""
    door = Door(portal.harbour.engines.read, portal.berth)
    refused = set()
    for name, attempt in ATTEMPTS.items():
        try:
            attempt(door)
        except DBAPIError:
            pass  # the database itself refused: this engine is for reading
        except SeamError:
            refused.add(name)
    assert refused == OF_THE_DRIVER


@pytest.mark.usefixtures("unchanged")
def test_flask_appbuilder_knows_nobody_by_itself(portal: Portal) -> None:
    """But the security manager finds who logs in, by a way of its own: `unchanged` logs in."""
    with portal.app.app_context():
        security = portal.app.appbuilder.sm  # type: ignore[attr-defined]
        for ask in (security.get_all_users, security.get_all_roles, security.count_users):
            with pytest.raises(SeamError):
                ask()
        with pytest.raises(SeamError):
            portal.session.query(User).all()
        portal.session.remove()


@pytest.mark.usefixtures("unchanged")
def test_a_page_that_tries_shows_a_number_and_no_data(portal: Portal) -> None:
    def page() -> str:
        return str(portal.session.execute(sa.select(BERTH.c.name)).all())

    visitor = Visitor(portal.harbour.application)
    assert visitor.login("sailors", "ann@sea.example").status_code == 303
    portal.app.view_functions["RecordView.home"], kept = page, portal.app.view_functions["RecordView.home"]
    try:
        answer = visitor.get("/sailors/")
    finally:
        portal.app.view_functions["RecordView.home"] = kept
    assert answer.status_code == 500
    assert "North 1" not in answer.text
    assert "harbour_berth" not in answer.text
