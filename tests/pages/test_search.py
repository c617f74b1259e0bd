"""The search through everything: what the person may find, by record type."""

import re

from tests.pages.conftest import Courier
from tests.pages.visitor import Visitor


def found(text: str) -> list[str]:
    return re.findall(r'<li><a href="/ship/consignments/\d+">([^<]+)</a>', text)


def test_it_shows_the_first_found_and_leads_to_all(ada: Visitor, courier: Courier) -> None:
    courier.consignment(number="QUETZAL-1")
    text = ada.get("/search?q=quetzal-1").text
    assert "<title>Search results for “quetzal-1” - Swift Parcels for shippers</title>" in text
    assert len(found(text)) == 1 and "QUETZAL-1" in found(text)[0]
    assert 'href="/ship/consignments/?q=quetzal-1"' in text


def test_another_persons_records_are_not_found(courier: Courier) -> None:
    courier.consignment(number="QUETZAL-2")
    text = courier.visitor(email="bea@parcels.example").get("/search?q=quetzal-2").text
    assert found(text) == []
    assert "Nothing that you may see contains “quetzal-2”." in text


def test_an_unknown_parameter_is_refused(ada: Visitor) -> None:
    assert ada.get("/search?q=a&kind=b").status_code == 400


def test_without_words_there_is_the_box_only(ada: Visitor) -> None:
    text = ada.get("/search").text
    assert "Search everything here" in text and found(text) == []
