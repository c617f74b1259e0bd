# Generated from specs/records/acknowledgement.yaml. Do not edit; extend in extensions/acknowledgement.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Candidates, Formula, Rule

manual_where = Candidates(
    "it.must_read",
    "specs/records/acknowledgement.yaml:7",
    sql=lambda this, given, it: it.c.must_read,
)

today = Formula("today", "specs/records/acknowledgement.yaml:8", python=lambda this, given: given.today())

employee_rows = Rule(
    "person == me",
    "specs/records/acknowledgement.yaml:16",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/acknowledgement.yaml:18", python=lambda this, given: given.me.id)
