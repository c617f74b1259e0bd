# Generated from specs/records/news.yaml. Do not edit; extend in extensions/news.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.news import News
from generated.rules import news as rules
from generated.workflows.news import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.news")
forms = later("generated.forms.news")

ALL = (
    "headline",
    "summary",
    "body",
    "picture",
    "more",
    "important",
    "audience",
    "published",
    "valid_until",
    "review_by",
    "state",
    "state_since",
    "submit_by",
)

CUSTOMER = Access(
    rows=rules.for_customers,
    see=(Grant(("headline", "summary", "body", "picture", "more", "published")),),
    list=("headline", "summary", "published"),
    schema=api.CustomerNewsSchema,
)

PARTNER = Access(
    rows=rules.for_partners,
    see=(Grant(("headline", "summary", "body", "picture", "more", "published")),),
    list=("headline", "summary", "published"),
    schema=api.CustomerNewsSchema,
)

EMPLOYEE = Access(
    rows=rules.for_employees,
    see=(Grant(("headline", "summary", "body", "picture", "more", "published")),),
    list=("headline", "summary", "published"),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("headline", "audience", "state", "published", "valid_until", "important"),
    form=forms.StaffNewsForm,
    schema=api.StaffNewsSchema,
)

STAFF_SALES = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffSalesNewsForm,
    schema=api.StaffSalesNewsSchema,
)

STAFF_HR = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffSalesNewsForm,
    schema=api.StaffSalesNewsSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffSalesNewsForm,
    schema=api.StaffSalesNewsSchema,
)

RECORD = RecordType(
    key="news",
    model=News,
    label="News item",
    plural="News",
    address="news",
    title="{headline}",
    require={"published": rules.published_require},
    default={"important": False, "state": "draft"},
    checks=(
        Check(
            "ends_before_it_starts",
            rules.ends_before_it_starts,
            "The last day cannot be before the day of publication.",
            ("published", "valid_until"),
        ),
    ),
    workflow=WORKFLOW,
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
