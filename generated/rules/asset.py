# Generated from specs/records/asset.yaml. Do not edit; extend in extensions/asset.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Candidates, Formula, Rule

holder_require = Rule(
    'state == "in_use"',
    "specs/records/asset.yaml:27",
    python=lambda this, given: this.state == "in_use",
    local=True,
)

holder_where = Candidates("it.active", "specs/records/asset.yaml:25", sql=lambda this, given, it: it.c.active)

today = Formula("today", "specs/records/asset.yaml:30", python=lambda this, given: given.today())

remark_require = Rule(
    'condition in ["broken", "missing"]',
    "specs/records/asset.yaml:41",
    python=lambda this, given: this.condition in ("broken", "missing"),
    local=True,
)

employee_rows = Rule(
    "holder == me",
    "specs/records/asset.yaml:45",
    sql=lambda this, given: this.c.holder_id == given.me.c.id,
    python=lambda this, given: values.equal(this.holder_id, given.me.id),
    local=True,
)

staff_admin_delete = Rule(
    'state == "retired"',
    "specs/records/asset.yaml:69",
    sql=lambda this, given: this.c.state == "retired",
    python=lambda this, given: this.state == "retired",
    local=True,
)
