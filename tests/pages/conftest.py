"""The courier's portals, served on a fresh database; people who are logged in, by browser and by plain requests."""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask_appbuilder import Model
from playwright.sync_api import Browser, Page
from sqlalchemy import insert, select
from werkzeug.serving import make_server
from werkzeug.test import Client

from runtime import ids
from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.security import accounts
from runtime.security.permissions import sync_permissions
from runtime.settings import read_settings
from runtime.site import make_application
from tests.pages.checkers import Checkers, installed
from tests.pages.courier import SERVICE, SITE, STATE, CourierConsignment, CourierDepot, CourierShipper
from tests.pages.visitor import Visitor

PASSWORD = "lantern walnut harvest"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0f766e" d="M2 7h13v10H2z"/></svg>'
PEOPLE = {"ada@parcels.example": "Ada Stone", "bea@parcels.example": "Bea Rivers"}


@dataclass
class Courier:
    application: Any
    engines: Engines
    people: dict[str, int]
    address: str

    def visitor(self, portal: str = "ship", email: str = "ada@parcels.example") -> Visitor:
        visitor = Visitor(Client(self.application), f"/{portal}")
        visitor.login(email, PASSWORD)
        return visitor

    def consignment(self, **own: Any) -> int:
        with self.engines.write.begin() as connection:
            depot = connection.scalar(select(CourierDepot.id))
            row = consignment(0, self.people["ada@parcels.example"]) | {"depot_id": depot, "boxes": 1}
            return add(connection, CourierConsignment, row | own)


@pytest.fixture(scope="session")
def courier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Courier]:
    folder = tmp_path_factory.mktemp("courier")
    (folder / "brand").mkdir()
    (folder / "brand/shippers.svg").write_text(LOGO)
    settings = read_settings({}, var=folder / "var")
    settings.var.mkdir()
    engines = open_engines(settings.database_url).made_by("operator")
    people = fill(engines)
    application = make_application(settings, SITE, folder)
    server = make_server("127.0.0.1", 0, application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Courier(application, engines, people, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    engines.dispose()


def fill(engines: Engines) -> dict[str, int]:
    with engines.write.begin() as connection:
        Model.metadata.create_all(connection)
        Base.metadata.create_all(connection)
        sync_permissions(connection, SITE)
        people = {
            email: add(connection, CourierShipper, {"name": name, "email": email}) for email, name in PEOPLE.items()
        }
        for portal in SITE.portals:
            for person in people.values():
                accounts.create_account(connection, SITE, portal, person, PASSWORD)
        depots = [
            add(connection, CourierDepot, {"name": f"Depot {town}", "town": town, "international": town == "Bremen"})
            for town in ("Bremen", "Kassel", "Leipzig")
        ]
        for place in range(1, 61):
            row = consignment(place, people["ada@parcels.example"])
            add(connection, CourierConsignment, row | {"depot_id": depots[place % 3]})
    return people


GOODS = ("Spare valves for the north plant", "Sample books", "Two crates of pears", "Drum heads", "Lab glass, repacked")


def consignment(place: int, shipper: int) -> dict[str, Any]:
    return {
        "number": f"OLD-{place:04}",
        "shipper_id": shipper,
        "subject": GOODS[place % 5],
        "service": list(SERVICE)[place % 3],
        "state": list(STATE)[place % 4],
        "boxes": place,
        "worth": Decimal(place * 1234) / 10,
        "ready": dt.date(2026, 1 + place % 12, 1 + place % 28) if place % 7 else None,
        "care": ("fragile", "up") if place % 2 else (),
        "fragile": bool(place % 2),
        "contact_mail": "dock@parcels.example",
        "pickup": dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC),
        "waiting": dt.timedelta(minutes=90),
        "tracking": "https://track.parcels.example/7",
        "from_address": "4 Mill Lane\nAldbury",
        "story": "**Glass**, packed in straw:\n\n- 12 flasks\n- 3 beakers\n\n<script>alert(1)</script>",
    }


def add(connection: Any, model: Any, row: dict[str, Any]) -> int:
    return connection.execute(insert(model).values(id=ids.new_id(), **row).returning(model.id)).scalar_one()


@pytest.fixture
def ada(courier: Courier) -> Visitor:
    return courier.visitor()


def log_in(page: Page, courier: Courier, portal: str = "ship", email: str = "ada@parcels.example") -> Page:
    page.goto(f"{courier.address}/{portal}/login")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{courier.address}/{portal}/")
    return page


@pytest.fixture
def desk(courier: Courier, browser: Browser) -> Iterator[Page]:
    """Ada at a desktop, without scripts."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, java_script_enabled=False)
    yield log_in(context.new_page(), courier)
    context.close()


@pytest.fixture(scope="session")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))
