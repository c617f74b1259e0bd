"""How many statements a page costs, the session's included, and how many bytes: a page that grows says so here."""

import pytest

from tests.pages.conftest import Courier
from tests.servers.statements import noted

WEIGHTS = {
    "list": ("/consignments/", 3, 20_000),
    "search": ("/consignments/?q=crates", 2, 12_000),
    "record": ("/consignments/{id}", 2, 9_000),
    "form": ("/consignments/new", 3, 18_000),
    "edit": ("/consignments/{id}/edit", 4, 18_000),
}
"""By page: its address, its statements, and the bytes that it has at most."""


@pytest.mark.parametrize("page", WEIGHTS)
def test_a_page_costs_few_statements_and_bytes(courier: Courier, page: str) -> None:
    path, statements, most = WEIGHTS[page]
    ada, address = courier.visitor(), path.format(id=courier.consignment())
    ada.get(address)
    with noted() as ran:
        answer = ada.get(address)
    assert answer.status_code == 200
    assert len(ran) == statements, "\n".join(ran)
    assert most / 2 < len(answer.data) <= most
