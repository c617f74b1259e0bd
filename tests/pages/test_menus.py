"""The menu that is kept for all who have the same one before them."""

from collections.abc import Iterator

import pytest

from runtime.web.addresses import Addresses
from runtime.web.menu import Menus, Opened
from tests.pages.conftest import Courier

TO = Addresses("/ship")


@pytest.fixture
def menus(courier: Courier) -> Iterator[Menus]:
    app = courier.application.mounts["/ship"]
    here = app.extensions["portal"]
    with app.app_context():
        yield Menus(here.site, here.portal, ())


def opened(address: str, view: str = "", *, is_list: bool = True) -> Opened:
    return Opened(TO, "", address, is_list, view)


def test_the_open_entry_is_marked(menus: Menus) -> None:
    found = menus.of(opened("consignments", is_list=False))
    assert [link.current for link in found.links].count(True) == 1
    assert found.written.count('aria-current="page"') == 1
    assert menus.of(opened("consignments", is_list=False)) is found


def test_what_no_entry_leads_to_is_all_the_same(menus: Menus) -> None:
    """Else whoever asks for many addresses that are not there would fill the memory."""
    strange = menus.of(opened("xyzzy"))
    assert menus.of(opened("plugh", "x" * 4000)) is strange
    assert 'aria-current="page"' not in strange.written
    home = menus.of(opened(""))
    assert home is not strange and home.written.count('aria-current="page"') == 1


def test_what_stands_behind_the_point_is_a_kind_of_file(menus: Menus) -> None:
    assert menus.of(opened("consignments.csv")) is menus.of(opened("consignments"))
