# Generated from specs/records/download.yaml. Do not edit; extend in extensions/download.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.download import Download
from generated.rules import download as rules
from generated.workflows.download import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.download")
forms = later("generated.forms.download")

ALL = (
    "name",
    "kind",
    "product",
    "release",
    "description",
    "file",
    "checksum",
    "licence",
    "audience",
    "published",
    "valid_until",
    "review_by",
    "state",
    "state_since",
    "submit_by",
)

CUSTOMER = Access(
    rows=rules.customer_rows,
    see=(Grant(("name", "kind", "product", "release", "description", "file", "checksum", "licence", "published")),),
    list=("name", "kind", "product", "release", "published"),
    schema=api.CustomerDownloadSchema,
)

PARTNER = Access(
    rows=rules.for_partners,
    see=(Grant(("name", "kind", "product", "release", "description", "file", "checksum", "licence", "published")),),
    list=("name", "kind", "product", "release", "published"),
    schema=api.CustomerDownloadSchema,
)

EMPLOYEE = Access(
    rows=rules.for_employees,
    see=(Grant(("name", "kind", "product", "description", "file", "published")),),
    list=("name", "kind", "product", "published"),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "kind", "product", "release", "audience", "state", "published"),
    form=forms.StaffDownloadForm,
    schema=api.StaffDownloadSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffAgentDownloadForm,
    schema=api.StaffAgentDownloadSchema,
)

STAFF_SALES = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffAgentDownloadForm,
    schema=api.StaffAgentDownloadSchema,
)

STAFF_HR = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffAgentDownloadForm,
    schema=api.StaffAgentDownloadSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAgentDownloadForm,
    schema=api.StaffAgentDownloadSchema,
)

RECORD = RecordType(
    key="download",
    model=Download,
    label="Download",
    plural="Downloads",
    address="downloads",
    title="{name}",
    where={"release": rules.release_where},
    show={"release": rules.release_show, "checksum": rules.software, "licence": rules.software},
    require={"product": rules.software, "release": rules.release_show, "published": rules.published_require},
    default={"state": "draft"},
    checks=(
        Check(
            "ends_before_it_starts",
            rules.ends_before_it_starts,
            "The last day cannot be before the day of publication.",
            ("published", "valid_until"),
        ),
    ),
    filters={"employee.forms": rules.employee_forms},
    workflow=WORKFLOW,
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
