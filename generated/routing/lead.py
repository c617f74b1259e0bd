# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""Whom the records are given to."""

import datetime

from generated.rules import lead as rules
from runtime.declarations.routing import Route

ROUTING = (
    Route(fill="owner", busy=rules.routing_1_busy, pick="least_busy"),
    Route(
        after="offer",
        set={"answer_by": rules.routing_2_set_answer_by},
        fill="partner",
        busy=rules.routing_2_busy,
        pick="least_busy",
        again_after=datetime.timedelta(seconds=172800),
    ),
)
