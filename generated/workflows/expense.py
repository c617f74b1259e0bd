# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""The states, and the moves between them."""

from generated.rules import expense as rules
from runtime.declarations.workflow import Move, Workflow

WORKFLOW = Workflow(
    start="open",
    final=("paid",),
    moves={
        "submit": Move(
            "submit",
            label="Submit",
            source=("open", "sent_back"),
            target="submitted",
            by=("employee",),
            say="Your manager sees it now.",
        ),
        "recall": Move("recall", label="Take it back", source=("submitted",), target="open", by=("employee",)),
        "approve": Move(
            "approve",
            label="Approve",
            source=("submitted",),
            target="approved",
            by=("staff",),
            not_by=("submit",),
            when=rules.of_my_team,
        ),
        "send_back": Move(
            "send_back",
            label="Send back",
            source=("submitted",),
            target="sent_back",
            by=("staff",),
            needs=("answer",),
            when=rules.of_my_team,
        ),
        "pay": Move(
            "pay",
            label="Mark as paid",
            source=("approved",),
            target="paid",
            by=("staff.finance",),
            needs=("paid_on",),
        ),
    },
)
