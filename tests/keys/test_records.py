"""The keys of a record type and of a mixin."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.visibility.people import Office, Person

NEW = "/mendings/new"


def test_record_label_and_plural(bea: Person) -> None:
    assert "Search mendings" in bea.get("/mendings/").text
    assert "New repair" in bea.get(NEW).text
    assert bea.get("/repairs/").status == 404
    assert bea.get("/jobs/").status == 404


def test_title(shop: Office, bea: Person) -> None:
    [[number]] = shop.ask("SELECT number FROM job WHERE subject = 'Chair'")
    assert f"<title>{number}: Chair" in bea.at("mendings", "chair").text


def test_number(shop: Office) -> None:
    year = datetime.now(UTC).astimezone(ZoneInfo("Asia/Tokyo")).year
    numbers = {str(number) for [number] in shop.ask("SELECT number FROM job WHERE subject IN ('Chair', 'Table')")}
    assert numbers <= {f"R-{each}-{count:03}" for each in (year - 1, year) for count in (1, 2)}
    assert len(numbers) == 2


def test_fields_in_their_order(bea: Person) -> None:
    labels = list(bea.facts("mendings", "chair"))
    assert labels[:4] == ["Number", "Shop", "Others", "What to mend"]
    assert labels.index("Price") < labels.index("Total") < labels.index("Papers")


def test_rules(shop: Office, bea: Person) -> None:
    """One rule, by its name: in `show`, in `unless` and in a check."""
    assert bea.send(NEW, subject="Safe", price="500", kind="slow", reason="Heavy").status == 303
    assert shop.ask("SELECT reason FROM job WHERE subject = 'Safe'") == [("Heavy",)]


def test_unique_together(shop: Office, bea: Person) -> None:
    answer = bea.send(NEW, subject="Chair", shop=str(shop.ids["wood"]))
    assert answer.status == 422
    assert "This shop has it already." in answer.text
    assert bea.send(NEW, subject="Chair", shop=str(shop.ids["steel"])).status == 303
    assert bea.send(NEW, subject="Chair", shop=str(shop.ids["wood"]), kind="slow", reason="Again").status == 303


def test_checks(shop: Office, bea: Person) -> None:
    answer = bea.send(NEW, subject="Costly", price="101")
    assert answer.status == 422
    assert 'href="#price"' in answer.text, "said at the field"
    assert "Dear repairs are slow." in answer.text
    shop.ask("UPDATE job SET price = 300 WHERE subject = 'Table'")
    assert bea.send(f"/mendings/{shop.ids['table']}/edit", amount="4").status == 303, "its price has not changed"
    assert bea.send(f"/mendings/{shop.ids['table']}/edit", price="301").status == 422
    shop.ask("UPDATE job SET price = 20 WHERE subject = 'Table'")


def test_a_mixin(bea: Person) -> None:
    """`uses` brings its fields, rules, what is unique, and checks."""
    assert "Tag of the mixin" in bea.get(NEW).text
    assert bea.send(NEW, subject="Tags", tag="toolong").status == 422
    refused = bea.send(NEW, subject="Tags", tag="xx")
    assert refused.status == 422
    assert "Not this tag." in refused.text
    assert bea.send(NEW, subject="Tagged", tag="a1").status == 303
    again = bea.send(NEW, subject="Tagged", tag="a1")
    assert again.status == 422
    assert "This tag stands there." in again.text
