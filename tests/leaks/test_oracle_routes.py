"""A route of a kind that the walk does not know stops the run."""

import pytest
from werkzeug.routing import Map, Rule

from leaks.requests_portal import own_requests
from leaks.routes import UnknownRouteError, list_routes

KNOWN = [Rule("/"), Rule("/<address>/<int:record_id>/edit", methods=["GET", "POST"]), Rule("/berths/<pk>")]
OUTSIDE = Map([Rule("/health/live")])


def test_known_routes_have_their_kinds() -> None:
    found = list_routes(
        {"harbour": Map([Rule(each.rule, methods=each.methods) for each in KNOWN])}, OUTSIDE, ["berths"]
    )
    assert {(each.portal, each.kind) for each in found} == {
        ("harbour", "home"),
        ("harbour", "edit"),
        ("harbour", "detail"),
        ("(no portal)", "start"),
    }


@pytest.mark.parametrize(
    "rule", ["/<address>/<int:record_id>/comings", "/feed", "/<address>.json", "/api/v2/<address>/"]
)
def test_unknown_routes_stop_the_run(rule: str) -> None:
    with pytest.raises(UnknownRouteError, match=r"unknown route .* of harbour"):
        list_routes({"harbour": Map([Rule(rule)])}, OUTSIDE, ["berths"])


def test_pages_of_the_sites_own_are_walked_too() -> None:
    rules = [Rule("/tides/"), Rule("/tides/<place>"), Rule("/")]
    found = list_routes({"harbour": Map(rules)}, Map([]), ["berths"], ["tides"])
    kinds = {each.kind for each in found}
    assert kinds == {"own page /tides/", "own page /tides/<place>", "home"}
    own = sorted(kind for kind in kinds if kind != "home")
    asked = [(each.path, each.session, each.expects) for kind in own for each in own_requests(kind)]
    assert asked == [("/tides/", "", ""), ("/tides/", "-", "nobody")]


def test_an_unknown_route_outside_the_portals_stops_it_too() -> None:
    with pytest.raises(UnknownRouteError, match="unknown route /metrics"):
        list_routes({}, Map([Rule("/metrics")]), ["berths"])
