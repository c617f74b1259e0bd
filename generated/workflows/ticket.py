# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""The states, and the moves between them."""

import datetime

from generated.rules import ticket as rules
from runtime.declarations.workflow import Move, Timer, Workflow

WORKFLOW = Workflow(
    start="new",
    final=("closed",),
    moves={
        "accept": Move(
            "accept",
            label="Take it over",
            source=("new",),
            target="open",
            by=("staff.agent",),
            set={"assignee": rules.me_2},
        ),
        "start": Move(
            "start",
            label="Start work",
            source=("new",),
            target="open",
            by=("staff.admin",),
            needs=("assignee",),
        ),
        "ask": Move(
            "ask",
            label="Ask the customer",
            source=("open",),
            target="waiting",
            by=("staff.agent", "staff.admin"),
            comment="ticket_comment",
        ),
        "reply": Move(
            "reply",
            label="Answer",
            source=("waiting",),
            target="open",
            by=("customer", "partner"),
            comment="ticket_comment",
            say="Thank you. We go on with it.",
        ),
        "resume": Move("resume", label="Go on", source=("waiting",), target="open", by=("staff.agent", "staff.admin")),
        "resolve": Move(
            "resolve",
            label="Resolve",
            source=("open", "waiting"),
            target="resolved",
            by=("staff.agent", "staff.admin"),
            needs=("resolution",),
            set={"resolved": rules.now},
        ),
        "reopen": Move(
            "reopen",
            label="It is not solved",
            source=("resolved",),
            target="open",
            by=("customer", "partner"),
            comment="ticket_comment",
            within=datetime.timedelta(seconds=1209600),
            say="We look at it again.",
        ),
        "close": Move("close", label="Close", source=("resolved",), target="closed", by=("staff.agent", "staff.admin")),
        "settle": Move(
            "settle",
            label="Closed by itself",
            source=("resolved",),
            target="closed",
            timer=Timer(after=datetime.timedelta(seconds=1209600)),
        ),
    },
)
