"""A rule that fails while it runs: nothing is shown, nothing is saved, and the answer holds a number and no more.

The courier of `tests.pages` is served with one rule broken at a time, on whichever channel needs that rule.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import Client, TestResponse

from runtime import tables
from runtime.declarations.access import Access, Grant
from runtime.declarations.rules import Candidates, Formula, Rule
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.scope import reader
from runtime.settings import Settings, read_settings
from runtime.site import make_application
from tests.pages.conftest import PASSWORD, fill
from tests.pages.courier import CONSIGNMENT, DEPOT, ENTERED, SITE, CourierConsignment, CourierDepot, ours, undelivered
from tests.pages.visitor import Visitor

NUMBER = re.compile(r"this number: ([0-9a-f]{12})\b")
SECRET = "the rule of the harbour master"
LEAST = -(2**63)
KEPT = (CourierConsignment.__table__, CourierDepot.__table__, tables.file, tables.history)
FILLED = {"subject": "Drums", "service": "day", "boxes": "3"}


def explode(*_: Any) -> Any:
    raise RuntimeError(SECRET)


def overflow(this: Any, *_: Any) -> Any:
    """Neither database has an absolute value of the least number."""
    return sa.func.abs(sa.literal(LEAST, sa.BigInteger) + this.c.boxes * 0) > 0


def overflow_on_way(this: Any, *_: Any) -> Any:
    """Fails on one row only, far behind the newest."""
    return sa.func.abs(sa.case((this.c.boxes == 2, sa.literal(LEAST, sa.BigInteger)), else_=1)) > 0


SQL_FAILS = {"while it is made": explode, "in the database": overflow}


def broken(sql: Any = explode, python: Any = explode) -> Rule:
    return Rule(SECRET, "courier.yaml:1", sql=sql, python=python, local=True)


@dataclass(frozen=True, slots=True)
class Depot:
    settings: Settings
    engines: Engines
    consignment: int
    file: int
    depot: int

    def serve(self, site: Site) -> Visitor:
        """Ada, logged in to the shippers' portal of this site."""
        folder = self.settings.var.parent
        visitor = Visitor(Client(make_application(self.settings, site, folder)), "/ship")
        visitor.login("ada@parcels.example", PASSWORD)
        return visitor

    def everything(self) -> list[Any]:
        with self.engines.read.connect() as connection:
            return [row for table in KEPT for row in connection.execute(sa.select(table).order_by(table.c.id))]


@pytest.fixture(scope="module")
def depot(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Depot]:
    folder = tmp_path_factory.mktemp("depot")
    settings = read_settings({"DATABASE_URL": database_url}, var=folder / "var")
    settings.var.mkdir()
    engines = open_engines(database_url).made_by("operator")
    fill(engines)
    visitor = Visitor(Client(make_application(settings, SITE, folder)), "/ship")
    visitor.login("ada@parcels.example", PASSWORD)
    with engines.read.connect() as connection:
        place = connection.scalars(sa.select(CourierDepot.id)).first()
    sent = {**FILLED, "depot": str(place), "papers": (BytesIO(b"content"), "papers.txt")}
    answer = visitor.submit("/consignments/new", sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    with engines.read.connect() as connection:
        [file] = connection.execute(sa.select(tables.file.c.id, tables.file.c.record_id))
    yield Depot(settings, engines, file.record_id, file.id, place or 0)
    engines.dispose()


@pytest.fixture(autouse=True)
def nothing_changes(depot: Depot) -> Iterator[None]:
    before = depot.everything()
    yield
    assert depot.everything() == before


def consignments(**keys: Any) -> Site:
    """The courier with other keys in what shippers may do with consignments."""
    access = CONSIGNMENT.access["shippers"]
    return of_site(replace(CONSIGNMENT, access={"shippers": replace(access, **keys)}))


def of_site(record: Any) -> Site:
    return replace(SITE, records={**SITE.records, record.key: record})


def is_denied(answer: TestResponse, log: pytest.LogCaptureFixture) -> None:
    """A page with a number, which the log has too, and nothing of the rule, the data or the code."""
    assert answer.status_code == 500
    found = NUMBER.search(answer.text)
    assert found, answer.text
    assert f"fault {found[1]}" in log.text
    assert str(LEAST) not in log.text, "no value of a statement is in the log"
    assert "Content-Disposition" not in answer.headers
    for word in (SECRET, "courier", "Traceback", "overflow", "abs(", "range", "Glass", "Drums", "RuntimeError"):
        assert word not in answer.text, word


READING = (
    "/", "/consignments/", "/consignments/?q=glass", "/consignments/?state=new", "/consignments.csv",
    "/consignments.xlsx", "/consignments/{id}", "/consignments/{id}/edit", "/consignments/{id}/delete",
    "/consignments/{id}/received", "/consignments/{id}/files/{file}/papers.txt", "/search?q=glass", "/depots/{depot}",
)  # fmt: skip


@pytest.mark.parametrize("sql", SQL_FAILS.values(), ids=SQL_FAILS)
def test_the_rule_of_rows(sql: Callable[..., Any], depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    visitor = depot.serve(consignments(rows=broken(sql=sql)))
    for path in READING:
        caplog.clear()
        is_denied(visitor.get(path.format(id=depot.consignment, file=depot.file, depot=depot.depot)), caplog)


@pytest.mark.parametrize("sql", SQL_FAILS.values(), ids=SQL_FAILS)
def test_the_condition_of_a_field(sql: Callable[..., Any], depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    site = consignments(see=(Grant(("number",)), Grant(ENTERED, broken(sql=sql))), edit=(Grant(("subject",)),))
    visitor = depot.serve(site)
    for path in ("/consignments/", "/consignments.csv", "/consignments/?_sort=boxes", "/consignments/{id}"):
        caplog.clear()
        is_denied(visitor.get(path.format(id=depot.consignment)), caplog)


def test_the_condition_of_editing_or_deleting(depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    for keys in ({"edit": (Grant(ENTERED, broken()),)}, {"delete": broken()}):
        visitor = depot.serve(consignments(**keys))
        for path in ("/consignments/{id}", "/consignments/{id}/edit", "/consignments/{id}/delete"):
            caplog.clear()
            is_denied(visitor.get(path.format(id=depot.consignment)), caplog)


def sending(depot: Depot, record: Any, log: pytest.LogCaptureFixture) -> None:
    """New and changed consignments are sent from forms of the sound site: only then the rule is broken."""
    sound, visitor = depot.serve(SITE), depot.serve(of_site(record))
    paths = {"/consignments/new": {"depot": str(depot.depot), **FILLED}, f"/consignments/{depot.consignment}/edit": {}}
    for path, values in paths.items():
        hidden = dict(re.findall(r'name="(form_token|revision)" value="([^"]*)"', sound.get(path).text))
        token = re.search(r'name="csrf_token" value="([^"]*)"', visitor.get("/logout").text)
        assert token
        log.clear()
        changes = {**values, **hidden, "csrf_token": token[1], "subject": "Other goods", "boxes": "4"}
        is_denied(visitor.post(path, changes), log)


FAILING_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "require": {"require": {"tracking": broken()}},
    "the least value": {"minimum": {"boxes": Formula(SECRET, "courier.yaml:1", explode)}},
    "show": {"show": {"closing": broken()}},
}


@pytest.mark.parametrize("keys", FAILING_CHANGES.values(), ids=FAILING_CHANGES)
def test_rules_of_a_change(keys: Mapping[str, Any], depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    sending(depot, replace(CONSIGNMENT, **keys), caplog)


def test_the_rule_of_rows_after_a_change(depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    """The change was right until then, and written."""
    access = replace(CONSIGNMENT.access["shippers"], rows=broken(sql=ours.sql))
    sending(depot, replace(CONSIGNMENT, access={"shippers": access}), caplog)


def test_what_a_new_record_is_filled_with(depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    formula = Formula(SECRET, "courier.yaml:1", explode)
    for site in (consignments(preset={"shipper": formula}), of_site(replace(CONSIGNMENT, default={"ready": formula}))):
        is_denied(depot.serve(site).get("/consignments/new"), caplog)


def test_which_records_a_link_may_choose(depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    where = {"depot": Candidates(SECRET, "courier.yaml:1", sql=explode)}
    visitor = depot.serve(of_site(replace(CONSIGNMENT, where=where)))
    hidden = depot.serve(of_site(replace(DEPOT, access={"shippers": Access(rows=broken(), see=(Grant(("name",)),))})))
    for each in (visitor, hidden):
        for path in ("/consignments/new", "/consignments/new?_choose=depot&q=a", "/consignments/{id}/edit"):
            caplog.clear()
            is_denied(each.get(path.format(id=depot.consignment)), caplog)


def test_deleting(depot: Depot, caplog: pytest.LogCaptureFixture) -> None:
    sound, visitor = depot.serve(SITE), depot.serve(consignments(delete=broken()))
    path = f"/consignments/{depot.consignment}/delete"
    [revision] = re.findall(r'name="revision" value="([^"]*)"', sound.get(path).text)
    [token] = re.findall(r'name="csrf_token" value="([^"]*)"', visitor.get("/logout").text)
    is_denied(visitor.post(path, {"revision": revision, "csrf_token": token}), caplog)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_download_that_fails_on_its_way_is_none(
    form: str, depot: Depot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reader, "EXPORTED_AT_ONCE", 10)
    visitor = depot.serve(consignments(rows=broken(sql=overflow_on_way)))
    is_denied(visitor.get(f"/consignments.{form}"), caplog)
    assert depot.serve(SITE).get(f"/consignments.{form}").status_code == 200


def test_a_sound_rule_would_have_answered(depot: Depot) -> None:
    """All that is denied above is open as long as the rules are sound."""
    visitor = depot.serve(consignments(rows=ours, delete=undelivered))
    for path in READING:
        found = visitor.get(path.format(id=depot.consignment, file=depot.file, depot=depot.depot))
        assert found.status_code == 200, path
