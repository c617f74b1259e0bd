"""A harbour, written by hand as the generator would: sailors have one portal, the office with its roles another."""

from runtime import fields as F  # noqa: N812 - as in generated code
from runtime import records
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.rules import Rule
from runtime.declarations.site import MenuEntry, Portal, Site

ROLE = {"master": "Harbour master", "clerk": "Clerk"}


class HarbourSailor(records.Record):
    __tablename__ = "harbour_sailor"

    first_name = F.text("First name", required=True)
    last_name = F.text("Last name", required=True)
    email = F.email("Email", required=True)
    account_id = F.integer("Berth account")
    active = F.yesno("Active")


class HarbourClerk(records.Record):
    __tablename__ = "harbour_clerk"

    name = F.text("Name", required=True)
    email = F.email("Email", required=True)
    role = F.choice("Role", ROLE)


class HarbourBerth(records.Record):
    __tablename__ = "harbour_berth"

    name = F.text("Name", required=True, length=80)


active = Rule(
    "active", "", sql=lambda this, given: this.c.active.is_(True), python=lambda this, given: this.active, local=True
)


def see_all(*names: str) -> Access:
    return Access(rows=EVERYTHING, see=(Grant(names),), list=names, title="{name}")


SAILOR = RecordType(
    "harbour_sailor", HarbourSailor, "Sailor", "Sailors", "sailors", "{first_name} {last_name}", access={}
)
CLERK = RecordType(
    "harbour_clerk", HarbourClerk, "Clerk", "Clerks", "clerks", "{name}", access={"office.master": see_all("name")}
)
BERTH = RecordType(
    "harbour_berth",
    HarbourBerth,
    "Berth",
    "Berths",
    "berths",
    "{name}",
    access={
        "sailors": see_all("name"),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(("name",)),),
            create=("name",),
            edit=(Grant(("name",)),),
            delete=EVERYTHING,
            list=("name",),
            title="{name}",
        ),
        "office.clerk": see_all("name"),
    },
)
SITE = Site(
    label="Harbour",
    currency="EUR",
    time_zone="Europe/Berlin",
    languages=("en",),
    records={record.key: record for record in (SAILOR, CLERK, BERTH)},
    portals={
        "sailors": Portal(
            "sailors",
            "Sailors",
            "/sailors",
            inside=False,
            who="harbour_sailor",
            email="email",
            where=active,
            menu=(MenuEntry("berths", "Berths", "harbour_berth"),),
        ),
        "office": Portal(
            "office",
            "Harbour office",
            "/office",
            inside=True,
            who="harbour_clerk",
            email="email",
            role="role",
            roles=("master", "clerk"),
            menu=(MenuEntry("berths", "Berths", "harbour_berth"),),
        ),
    },
)
