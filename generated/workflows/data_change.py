# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""The states, and the moves between them."""

from generated.rules import data_change as rules
from runtime.declarations.workflow import Move, Timer, Update, Workflow

WORKFLOW = Workflow(
    start="asked",
    final=("done", "refused"),
    moves={
        "approve": Move("approve", label="Approve", source=("asked",), target="approved", by=("staff.hr",)),
        "refuse": Move(
            "refuse",
            label="Refuse",
            source=("asked",),
            target="refused",
            by=("staff.hr",),
            needs=("answer",),
        ),
        "take_effect": Move(
            "take_effect",
            label="Comes into force",
            source=("approved",),
            target="done",
            timer=Timer(due="take_effect_due", field="valid_from"),
            then=(
                Update(
                    record="employee",
                    through=("person",),
                    set={"name": rules.take_effect_then_1_name, "iban": rules.take_effect_then_1_iban},
                ),
            ),
        ),
    },
)
