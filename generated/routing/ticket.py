# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""Whom the records are given to."""

from generated.rules import ticket as rules
from runtime.declarations.routing import Route

ROUTING = (
    Route(
        when=rules.phone_require,
        because="its severity is Critical",
        set={"team": rules.routing_1_set_team},
        fill="assignee",
        candidates=rules.routing_1_from,
        busy=rules.routing_1_busy,
        pick="least_busy",
    ),
    Route(set={"team": rules.routing_1_set_team}, fill="assignee", candidates=rules.routing_1_from, pick="round_robin"),
    Route(set={"team": rules.routing_1_set_team}),
)
