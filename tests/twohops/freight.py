"""A forwarder of parcels, written by hand as the generator would: whose clerks see what, by one link or two.

`own`: `company == me.company`. `partner`: `company.partner == me.company`. `care`: either, as one rule of the company.
"""

from runtime import fields as F  # noqa: N812 - as in generated code
from runtime import records, sql
from runtime.declarations.access import Access, Grant, RecordType
from runtime.declarations.rules import Rule
from runtime.declarations.site import Portal, Site


class FreightCompany(records.Record):
    __tablename__ = "freight_company"

    name = F.text("Name", length=80)
    partner_id = F.link("Looked after by", to="freight_company", index=True)


class FreightClerk(records.Record):
    __tablename__ = "freight_clerk"

    name = F.text("Name")
    email = F.email("Email")
    company_id = F.link("Company", to="freight_company", index=True)


class FreightParcel(records.Record):
    __tablename__ = "freight_parcel"

    number = F.text("Number", length=20)
    subject = F.text("What is in it", length=80)
    weight = F.integer("Weight")
    company_id = F.link("Company", to="freight_company", index=True)


RULES = {
    "own": Rule(
        "company == me.company", "", sql=lambda this, given: this.c.company_id == given.me.c.company_id, local=True
    ),
    "partner": Rule(
        "company.partner == me.company",
        "",
        sql=lambda this, given: sql.via(
            this.c.company_id, FreightCompany, lambda company: company.c.partner_id == given.me.c.company_id
        ),
    ),
    "care": Rule(
        "company.in_our_care",
        "",
        sql=lambda this, given: sql.via(
            this.c.company_id,
            FreightCompany,
            lambda company: sql.or_(
                company.c.id == given.me.c.company_id, company.c.partner_id == given.me.c.company_id
            ),
        ),
    ),
}
"""By the portal that has them; the companies themselves nobody may see."""

NAMES = ("number", "subject", "weight", "company")


def _type(key: str, model: type[records.Record], access: dict[str, Access]) -> RecordType:
    plural = f"{key.removeprefix('freight_')}s"
    return RecordType(
        key, model, key, plural, plural, "{number}" if key.endswith("parcel") else "{name}", access=access
    )


SITE = Site(
    label="Freight",
    currency="EUR",
    time_zone="UTC",
    languages=("en",),
    records={
        "freight_company": _type("freight_company", FreightCompany, {}),
        "freight_clerk": _type("freight_clerk", FreightClerk, {}),
        "freight_parcel": _type(
            "freight_parcel",
            FreightParcel,
            {key: Access(rows=rule, see=(Grant(NAMES),), list=NAMES) for key, rule in RULES.items()},
        ),
    },
    portals={key: Portal(key, key, f"/{key}", inside=False, who="freight_clerk", email="email") for key in RULES},
)
TABLES = [records.Base.metadata.tables[record.model.__tablename__] for record in SITE.records.values()]
