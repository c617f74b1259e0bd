"""What a change writes that the oracle does not work out: when something is due, and whom a record is routed to.

Who may see it is judged as of any other field; what is stored is left to the tests of service levels and of routing.
"""

from __future__ import annotations

from generator.app import Record
from generator.routing import ROUTING_FIELDS
from generator.service_level import LEVEL_FIELDS

OF_ROUTING = frozenset({"portal_assignment", "portal_sequence"})
"""The tables in which routing remembers."""


def unjudged(record: Record) -> frozenset[str]:
    """Routing is a change of its own, so it counts in the revision too."""
    found = {field.name for field in record.fields if field.kept and field.private}
    if record.service_level is not None:
        found |= {*LEVEL_FIELDS}
    for route in record.routing:
        found |= {*ROUTING_FIELDS, "revision", *([route.fill] if route.fill else []), *(name for name, _ in route.set)}
    return frozenset(found)
