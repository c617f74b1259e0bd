# Generated from specs/records/release.yaml. Do not edit; extend in extensions/release.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Computed, Dependency, Formula, Rule

released_on_require = Rule(
    'state in ["supported", "ended"]',
    "specs/records/release.yaml:15",
    sql=lambda this, given: this.c.state.in_(["supported", "ended"]),
    python=lambda this, given: this.state in ("supported", "ended"),
    local=True,
)

support_ends_min = Formula("released_on", "specs/records/release.yaml:16", python=lambda this, given: this.released_on)

known_defects = Computed(
    Formula(
        "count(d for d in defects if d.unfixed)",
        "specs/records/release.yaml:18",
        python=lambda this, given: values.count(d for d in this.defects if d.state in ("reported", "confirmed")),
    ),
    (Dependency("defect", ("found_in", "state"), through=("defects",)),),
)

staff_admin_delete = Rule(
    'state == "testing"',
    "specs/records/release.yaml:40",
    sql=lambda this, given: this.c.state == "testing",
    python=lambda this, given: this.state == "testing",
    local=True,
)
