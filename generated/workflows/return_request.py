# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""The states, and the moves between them."""

from generated.rules import return_request as rules
from runtime.declarations.workflow import Move, Workflow

WORKFLOW = Workflow(
    start="requested",
    final=("repaired", "exchanged", "credited", "refused"),
    moves={
        "approve": Move(
            "approve",
            label="Approve",
            source=("requested",),
            target="approved",
            by=("staff.agent", "staff.admin"),
            needs=("return_label",),
        ),
        "receive": Move(
            "receive",
            label="It has arrived",
            source=("approved",),
            target="received",
            by=("staff.agent", "staff.admin"),
            set={"received_on": rules.today},
        ),
        "repair": Move(
            "repair",
            label="It is repaired",
            source=("received",),
            target="repaired",
            by=("staff.agent", "staff.admin"),
            needs=("answer",),
        ),
        "exchange": Move(
            "exchange",
            label="It is exchanged",
            source=("received",),
            target="exchanged",
            by=("staff.agent", "staff.admin"),
            needs=("answer",),
        ),
        "credit_it": Move(
            "credit_it",
            label="Give a credit note",
            source=("received",),
            target="credited",
            by=("staff.finance", "staff.admin"),
            needs=("credit",),
        ),
        "refuse": Move(
            "refuse",
            label="Refuse",
            source=("requested", "received"),
            target="refused",
            by=("staff.agent", "staff.admin"),
            needs=("answer",),
        ),
    },
)
