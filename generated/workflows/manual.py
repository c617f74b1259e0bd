# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""The states, and the moves between them."""

from runtime.declarations.workflow import Move, Workflow

WORKFLOW = Workflow(
    start="draft",
    final=(),
    moves={
        "submit": Move(
            "submit",
            label="Submit for approval",
            source=("draft", "withdrawn"),
            target="review",
            by=("staff.agent", "staff.sales", "staff.hr", "staff.admin"),
        ),
        "rework": Move(
            "rework",
            label="Back to the author",
            source=("review",),
            target="draft",
            by=("staff.agent", "staff.sales", "staff.hr", "staff.admin"),
        ),
        "publish": Move(
            "publish",
            label="Publish",
            source=("review",),
            target="published",
            by=("staff.hr", "staff.admin"),
            not_by=("submit",),
            needs=("published",),
        ),
        "withdraw": Move(
            "withdraw",
            label="Withdraw",
            source=("published",),
            target="withdrawn",
            by=("staff.hr", "staff.admin"),
        ),
    },
)
