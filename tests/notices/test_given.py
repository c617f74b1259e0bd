"""What counts as entered in a mail to an address: nothing that routing may have filled in."""

from __future__ import annotations

from typing import Any

from runtime.declarations.access import Access, RecordType
from runtime.declarations.routing import Route
from runtime.notices.given import _entered

WISH: dict[str, Any] = {
    "key": "wish",
    "label": "Wish",
    "plural": "Wishes",
    "address": "wishes",
    "model": type("Wish", (), {"__tablename__": "wish"}),
    "title": "{text}",
    "access": {
        "quay": Access(create=("text", "email", "pier", "hand")),
        "quay.guest": Access(create=("text", "email", "hand")),
        "office": Access(create=("text",)),
    },
}


def test_it_is_what_all_forms_with_the_address_have() -> None:
    assert _entered(RecordType(**WISH), "quay", "email") == {"text", "email", "hand"}
    assert _entered(RecordType(**WISH), "office", "email") == frozenset()


def test_what_routing_fills_in_is_left_out() -> None:
    routed = RecordType(**WISH, routing=(Route(fill="hand"), Route(set={"pier": 1})))
    assert _entered(routed, "quay", "email") == {"text", "email"}
