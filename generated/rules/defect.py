# Generated from specs/records/defect.yaml. Do not edit; extend in extensions/defect.py.
"""Rules, as the specs state them."""

from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

found_in_where = Candidates(
    "it.product == product",
    "specs/records/defect.yaml:9",
    sql=lambda this, given, it: it.c.product_id == this.c.product_id,
)

fixed_in_show = Rule(
    'state == "fixed"',
    "specs/records/defect.yaml:15",
    python=lambda this, given: this.state == "fixed",
    local=True,
)

reports = Computed(
    Formula("count(tickets)", "specs/records/defect.yaml:25", python=lambda this, given: len(this.tickets)),
    (Dependency("ticket", ("defect",), through=("tickets",)),),
)

staff_admin_delete = Rule(
    "reports == 0",
    "specs/records/defect.yaml:37",
    sql=lambda this, given: this.c.reports == 0,
    python=lambda this, given: this.reports == 0,
    local=True,
)
