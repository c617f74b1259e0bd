# Generated from specs/records/article.yaml. Do not edit; extend in extensions/article.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.article import Article
from generated.rules import article as rules
from generated.workflows.article import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.article")
forms = later("generated.forms.article")

ALL = (
    "headline",
    "kind",
    "product",
    "body",
    "keywords",
    "related",
    "author",
    "audience",
    "published",
    "valid_until",
    "review_by",
    "attachments",
    "state",
    "state_since",
    "submit_by",
)

CUSTOMER = Access(
    rows=rules.for_customers,
    see=(Grant(("headline", "kind", "product", "body", "related", "published", "attachments")),),
    list=("headline", "kind", "product", "published"),
    ask=(("ticket", "article"),),
    schema=api.CustomerArticleSchema,
)

PARTNER = Access(
    rows=rules.for_partners,
    see=(Grant(("headline", "kind", "product", "body", "related", "published", "attachments")),),
    list=("headline", "kind", "product", "published"),
    ask=(("ticket", "article"),),
    schema=api.CustomerArticleSchema,
)

EMPLOYEE = Access(
    rows=rules.for_employees,
    see=(Grant(("headline", "kind", "product", "body", "related", "published", "attachments", "author")),),
    list=("headline", "kind", "product", "published"),
    ask=(("help_request", "article"),),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("headline", "kind", "product", "audience", "state", "published", "review_by"),
    form=forms.StaffArticleForm,
    schema=api.StaffArticleSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffAgentArticleForm,
    schema=api.StaffAgentArticleSchema,
)

STAFF_HR = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    form=forms.StaffAgentArticleForm,
    schema=api.StaffAgentArticleSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "state", "state_since", "submit_by")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAgentArticleForm,
    schema=api.StaffAgentArticleSchema,
)

RECORD = RecordType(
    key="article",
    model=Article,
    label="Article",
    plural="Articles",
    address="articles",
    title="{headline}",
    where={"related": rules.related_where, "author": rules.author_where},
    require={"published": rules.published_require},
    default={"kind": "question", "state": "draft"},
    checks=(
        Check(
            "ends_before_it_starts",
            rules.ends_before_it_starts,
            "The last day cannot be before the day of publication.",
            ("published", "valid_until"),
        ),
    ),
    filters={"staff.due_for_review": rules.due_for_review},
    workflow=WORKFLOW,
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
