"""The kinds of routes that the walk knows. A route of another kind fails the run: no channel is added unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from werkzeug.routing import Map, Rule

OUTSIDE = "(no portal)"

KINDS: Mapping[str, str] = {
    "/": "home",
    "/search": "search",
    "/<address>/": "list",
    "/<address>/filter": "filters",
    "/<address>.csv": "csv",
    "/<address>.xlsx": "xlsx",
    "/<address>/new": "new",
    "/<address>/received": "received unseen",
    "/<address>/deleted": "deleted",
    "/<address>/<id>": "detail",
    "/<address>/<id>/edit": "edit",
    "/<address>/<id>/delete": "delete",
    "/<address>/<id>/do/<move>": "move",
    "/<address>/<id>/comment": "comment",
    "/<address>/<id>/note": "note",
    "/<address>/<id>/watch": "watch",
    "/<address>/<id>/received": "received",
    "/<address>/<id>/files/<file_id>/<name>": "file",
    "/<address>/<id>/access": "access",
    "/<address>/<id>/history": "history",
    "/<address>/<id>/disclosures": "disclosures",
    "/<address>/<id>/touches": "touches",
    "/view-as": "view as",
    "/view-as/<token>": "view as",
    "/view-as/end": "view as",
    "/change": "change",
    "/change/apply": "change",
    "/change/back": "change",
    "/change/jobs": "change",
    "/change/mails/<mail_id>": "change",
    "/change/preview": "change",
    "/change/preview/end": "change",
    "/change/preview/<side>/": "change",
    "/change/preview/<side>/<place>": "change",
    "/my-notices": "notices",
    "/my-notices/choices": "notices",
    "/my-notices/off/<account_id>/<mail>/<given>": "link by mail",
    "/login": "login",
    "/logout": "logout",
    "/forgot": "link by mail",
    "/welcome/<token>": "link by mail",
    "/reset/<token>": "link by mail",
    "/claim/<token>": "link by mail",
    "/static/<version>/<name>": "asset",
    "/api/v1/login": "api login",
    "/api/v1/logout": "api logout",
    "/api/v1/openapi.json": "api description",
    "/api/v1/<address>/": "api list",
    "/api/v1/<address>/<id>": "api record",
    "/api/v1/<address>/<id>/do/<move>": "api move",
    "/api/v1/<address>/options/<field>": "api options",
    "/api/v1/<address>/<id>/files/<file_id>/<name>": "api file",
}
"""By the rule of the route, its converters left out and an id called <id>."""

OWN = "own page "

KINDS_OUTSIDE: Mapping[str, str] = {
    "/": "start",
    "/start/<name>": "start",
    "/favicon.ico": "start",
    "/health/live": "start",
    "/health/ready": "start",
}
SINGLE = frozenset(
    {"detail", "access", "history", "disclosures", "touches", "edit", "delete", "move", "received"}
    | {"file", "api record", "api file", "api move", "comment", "note", "watch"}
)
"""The kinds that name a record: for them forbidden and missing must be the same bytes."""


@dataclass(frozen=True, slots=True)
class Route:
    """`methods` without those that the framework answers by itself."""

    portal: str
    rule: str
    kind: str
    methods: frozenset[str]


class UnknownRouteError(Exception):
    """There are routes that the walk has no requests for; `words` name them."""

    def __init__(self, routes: Iterable[tuple[str, str]]) -> None:
        self.words = "; ".join(f"unknown route {rule} of {portal}" for portal, rule in routes)
        super().__init__(self.words)


def list_routes(
    maps: Mapping[str, Map], outside: Map, addresses: Iterable[str], own: Iterable[str] = ()
) -> list[Route]:
    """The routes of all portals, by their keys, and those of no portal. Raises UnknownRouteError.

    `own` are the addresses of the site's own pages: each of their routes is of a kind of its own, `OWN` and the rule.
    """
    known, pages = frozenset(addresses), frozenset(own)
    found = [
        *(_owned(each, pages) for key, rules in maps.items() for each in _routes(key, rules, KINDS, known)),
        *_routes(OUTSIDE, outside, KINDS_OUTSIDE, known),
    ]
    unknown = [(each.portal, each.rule) for each in found if not each.kind]
    if unknown:
        raise UnknownRouteError(unknown)
    return found


def _owned(route: Route, pages: frozenset[str]) -> Route:
    is_own = not route.kind and route.rule.split("/")[1] in pages
    return replace(route, kind=f"{OWN}{route.rule}") if is_own else route


def _routes(portal: str, rules: Map, kinds: Mapping[str, str], addresses: frozenset[str]) -> Iterator[Route]:
    for rule in rules.iter_rules():
        methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
        yield Route(portal, rule.rule, kinds.get(plain_rule(rule, addresses), ""), methods)


def plain_rule(rule: Rule, addresses: frozenset[str]) -> str:
    """The rule as `KINDS` has it: `/orders/<int:record_id>` is `/<address>/<id>`."""
    parts = [_plain_part(part, addresses) for part in rule.rule.split("/")]
    return "/".join(parts)


def _plain_part(part: str, addresses: frozenset[str]) -> str:
    if part in addresses:
        return "<address>"
    start, opened, rest = part.partition("<")
    if not opened:
        return part
    inside, _, end = rest.partition(">")
    name = inside.rpartition(":")[2]
    return f"{start}<{'id' if name in ('record_id', 'pk', 'id') else name}>{end}"
