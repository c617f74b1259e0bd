# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Computed, Dependency, Formula, Rule

today = Formula("today", "specs/records/data_change.yaml:15", python=lambda this, given: given.today())

answer_require = Rule(
    'state == "refused"',
    "specs/records/data_change.yaml:18",
    python=lambda this, given: this.state == "refused",
    local=True,
)

take_effect_due = Computed(
    Formula("valid_from", "specs/records/data_change.yaml:39", python=lambda this, given: given.start(this.valid_from)),
    (Dependency("data_change", ("valid_from",)),),
)

nothing_new = Rule(
    "name is None and iban is None",
    "specs/records/data_change.yaml:25",
    python=lambda this, given: this.name is None and this.iban is None,
    local=True,
)

mine = Rule(
    "person == me",
    "specs/records/data_change.yaml:21",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/data_change.yaml:54", python=lambda this, given: given.me.id)

take_effect_then_1_name = Formula(
    "name if name is not None else person.name",
    "specs/records/data_change.yaml:43",
    python=lambda this, given: this.name if this.name is not None else values.follow(this, "person", "name"),
)

take_effect_then_1_iban = Formula(
    "iban if iban is not None else person.iban",
    "specs/records/data_change.yaml:44",
    python=lambda this, given: this.iban if this.iban is not None else values.follow(this, "person", "iban"),
)

staff_data_changes = Rule(
    'state == "asked"',
    "specs/portals/staff.yaml:127",
    sql=lambda this, given: this.c.state == "asked",
    python=lambda this, given: this.state == "asked",
    local=True,
)
