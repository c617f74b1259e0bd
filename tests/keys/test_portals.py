"""The keys of a portal and of the site."""

from __future__ import annotations

import urllib.request

from tests.businesses.browsing import Visitor
from tests.visibility.people import Office, Person


def test_label_and_address(shop: Office) -> None:
    visitor = Visitor(shop.place.url, "/the-desk")
    assert "Sign in to Desk of the workshop" in visitor.get("/the-desk/login").text
    assert visitor.get("/desk/login").status == 404
    start = urllib.request.urlopen(shop.place.url).read().decode()
    assert "Workshops of Osaka" in start
    assert 'href="/the-desk/' in start


def test_who_and_where(shop: Office, bea: Person) -> None:
    """People log in by their record, while the rule holds; it is judged at every request."""
    ida = shop["Ida"]
    assert ida.get("/").status == 200
    assert bea.send(f"/hands/{shop.ids['ida']}/edit", active="no").status == 303
    assert ida.get("/").status == 303
    assert bea.send(f"/hands/{shop.ids['ida']}/edit", active="yes").status == 303
    assert ida.get("/").status == 200


def test_role(shop: Office, bea: Person) -> None:
    assert bea.listed("/hands/") == {"bea", "bob", "ida"}
    assert shop["Bob"].listed("/hands/") == {"bob"}


def test_sign_up_by_invitation(shop: Office) -> None:
    visitor = Visitor(shop.place.url, "/the-desk")
    assert visitor.get("/the-desk/register/").status in (303, 404)
    assert "/the-desk/welcome/" in shop.place.portal("user", "invite", "bob@desk.example", "--portal", "desk").stdout


def test_languages(bea: Person) -> None:
    assert '<html lang="en"' in bea.get("/").text


def test_brand(bea: Person) -> None:
    page = bea.get("/").page
    [style] = [each for each in page.addresses if each.endswith("portal.css")]
    assert "#7b2d43" in bea.visitor.get(style).text
    [logo] = [each for each in page.addresses if each.endswith("logo.svg")]
    assert "M1 1h7v7z" in bea.visitor.get(logo).text


def test_home(bea: Person) -> None:
    """The entries that it names, in their order, and no other."""
    text = bea.get("/").text
    main = text[text.index("<main") :]
    assert main.index("All that is mended") < main.index("Find a shop")
    assert "Dear" not in main


def test_menu(shop: Office, bea: Person) -> None:
    text = bea.get("/").text
    head = text[: text.index("<main")]
    assert head.index("All that is mended") < head.index("Dear") < head.index("Find a shop")
    assert bea.listed("/mendings/?_view=dear&shop=" + str(shop.ids["wood"])) == {"chair"}
    assert "New repair" in bea.get("/shops/?_view=find&q=nothing").text, "what is offered where nothing is found"


def test_currency(bea: Person) -> None:
    assert "¥60" in bea.facts("mendings", "chair")["Price"].replace("JP", "")
    assert "JPY" in bea.get("/mendings/new").text


def test_time_zone(shop: Office, bea: Person) -> None:
    """`updated` is told by the clock of the site; the record was stored in UTC."""
    shop.ask("UPDATE job SET updated = '2026-01-01 20:00:00.000000' WHERE subject = 'Chair'")
    assert bea.facts("mendings", "chair")["Updated"].startswith("2 Jan")
