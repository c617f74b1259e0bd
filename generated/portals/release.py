# Generated from specs/records/release.yaml. Do not edit; extend in extensions/release.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.release import Release
from generated.rules import release as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, Unique, but
from runtime.declarations.later import later

api = later("generated.api.release")
forms = later("generated.forms.release")

ALL = ("product", "name", "state", "released_on", "support_ends", "notes", "known_defects")

CUSTOMER = Access(
    rows=rules.released_on_require,
    see=(Grant(but(ALL, "known_defects")),),
    list=("product", "name", "state", "released_on", "support_ends"),
    schema=api.CustomerReleaseSchema,
)

PARTNER = Access(
    rows=rules.released_on_require,
    see=(Grant(but(ALL, "known_defects")),),
    list=("product", "name", "state", "released_on", "support_ends"),
    schema=api.CustomerReleaseSchema,
)

EMPLOYEE = Access(
    rows=rules.released_on_require,
    see=(Grant(but(ALL, "known_defects")),),
    list=("product", "name", "state", "released_on", "support_ends"),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("product", "name", "state", "released_on", "support_ends", "known_defects"),
    schema=api.StaffReleaseSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "known_defects"),
    edit=(Grant(but(ALL, "known_defects")),),
    form=forms.StaffAgentReleaseForm,
    schema=api.StaffAgentReleaseSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "known_defects"),
    edit=(Grant(but(ALL, "known_defects")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAgentReleaseForm,
    schema=api.StaffAgentReleaseSchema,
)

RECORD = RecordType(
    key="release",
    model=Release,
    label="Version",
    plural="Versions",
    address="releases",
    title="{name}",
    require={"released_on": rules.released_on_require},
    default={"state": "testing"},
    minimum={"support_ends": rules.support_ends_min},
    computed={"known_defects": rules.known_defects},
    unique=(Unique(("product", "name"), "This version of the product exists already."),),
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.admin": STAFF_ADMIN,
    },
)
