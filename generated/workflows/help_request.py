# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""The states, and the moves between them."""

from generated.rules import help_request as rules
from runtime.declarations.workflow import Move, Workflow

WORKFLOW = Workflow(
    start="new",
    final=("done",),
    moves={
        "take": Move(
            "take",
            label="Take it over",
            source=("new",),
            target="open",
            by=("staff.hr", "staff.admin"),
            set={"assignee": rules.me},
        ),
        "ask": Move(
            "ask",
            label="Ask",
            source=("open",),
            target="waiting",
            by=("staff.hr", "staff.admin"),
            comment="help_request_comment",
        ),
        "reply": Move(
            "reply",
            label="Answer",
            source=("waiting",),
            target="open",
            by=("employee",),
            comment="help_request_comment",
        ),
        "resume": Move("resume", label="Go on", source=("waiting",), target="open", by=("staff.hr", "staff.admin")),
        "finish": Move(
            "finish",
            label="Finish",
            source=("open", "waiting"),
            target="done",
            by=("staff.hr", "staff.admin"),
            needs=("answer",),
        ),
    },
)
