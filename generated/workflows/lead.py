# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""The states, and the moves between them."""

from runtime.declarations.workflow import Move, Workflow

WORKFLOW = Workflow(
    start="new",
    final=("converted", "lost"),
    moves={
        "assign": Move(
            "assign",
            label="Pass to a partner",
            source=("new", "declined"),
            target="assigned",
            by=("staff.sales", "staff.admin"),
            needs=("partner", "answer_by"),
        ),
        "offer": Move(
            "offer",
            label="Offer to the partners",
            source=("new", "declined"),
            target="assigned",
            by=("staff.sales", "staff.admin"),
        ),
        "recall": Move(
            "recall",
            label="Take it back",
            source=("assigned",),
            target="new",
            by=("staff.sales", "staff.admin"),
        ),
        "accept": Move(
            "accept",
            label="Accept",
            source=("assigned",),
            target="accepted",
            by=("partner",),
            say="Now you see whom to call.",
        ),
        "decline": Move(
            "decline",
            label="Decline",
            source=("assigned",),
            target="declined",
            by=("partner",),
            needs=("decline_reason",),
        ),
        "qualify": Move(
            "qualify",
            label="Qualify",
            source=("accepted",),
            target="qualified",
            by=("partner", "staff.sales", "staff.admin"),
        ),
        "convert": Move(
            "convert",
            label="It became an opportunity",
            source=("qualified",),
            target="converted",
            by=("staff.sales", "staff.admin"),
        ),
        "lose": Move(
            "lose",
            label="It is lost",
            source=("accepted", "qualified"),
            target="lost",
            by=("partner", "staff.sales", "staff.admin"),
            needs=("decline_reason",),
        ),
    },
)
