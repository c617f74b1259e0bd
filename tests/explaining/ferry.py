"""A ferry, written by hand as the generator would: passengers have one portal, the office with its roles another."""

from runtime import fields as F  # noqa: N812 - as in generated code
from runtime import records, sql
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.rules import Rule
from runtime.declarations.site import MenuEntry, Portal, Site
from runtime.web.api import schemas as A  # noqa: N812 - as in generated code

STATE = {"planned": "Planned", "under_way": "Under way", "done": "Done"}
ROLE = {"master": "Ferry master", "clerk": "Clerk", "porter": "Porter"}


class FerryPassenger(records.Record):
    __tablename__ = "ferry_passenger"

    name = F.text("Name", required=True, length=80)
    email = F.email("Email", unique=True)
    active = F.yesno("Active")


class FerryClerk(records.Record):
    __tablename__ = "ferry_clerk"

    name = F.text("Name", required=True, length=80)
    email = F.email("Email", unique=True)
    role = F.choice("Role", ROLE)


class FerryPassage(records.Record):
    __tablename__ = "ferry_passage"

    number = F.text("Number", required=True, length=20)
    passenger_id = F.link("Passenger", to="ferry_passenger", index=True)
    passenger = F.linked("FerryPassenger", passenger_id)
    state = F.choice("State", STATE)
    wish = F.text("Wish", length=200)
    report = F.text("Report", length=200)
    price = F.money("Price")
    remarks = F.text("Internal remarks", length=200)
    load = F.integer("Load", computed=True)


class CabinPassageSchema(A.RecordSchema):
    number = A.Text(dump_only=True)
    state = A.Text(dump_only=True)
    wish = A.Text(length=200)
    report = A.Text(dump_only=True)


def rule(text: str, place: str, sql_rule: object) -> Rule:
    return Rule(text, f"specs/records/ferry_passage.yaml:{place}", sql=sql_rule)  # type: ignore[arg-type]


active = Rule("active", "specs/portals/cabin.yaml:6", sql=lambda this, given: this.c.active.is_(True))
own = rule("passenger == me", "30", lambda this, given: this.c.passenger_id == given.me.c.id)
planned = rule('state == "planned"', "20", lambda this, given: this.c.state == "planned")
done = rule('state == "done"', "21", lambda this, given: this.c.state == "done")
under_way = rule('state == "under_way"', "22", lambda this, given: this.c.state == "under_way")
paid = rule(
    'state == "done" and price is not None and price > 100',
    "41",
    lambda this, given: sql.and_(this.c.state == "done", this.c.price.is_not(None), this.c.price > 100),
)

PASSAGE = RecordType(
    "ferry_passage",
    FerryPassage,
    "Passage",
    "Passages",
    "passages",
    "{number}",
    access={
        "cabin": Access(
            rows=own,
            see=(
                Grant(("number", "state", "wish")),
                Grant(("report",), done),
                Grant(("report", "price"), under_way),
            ),
            create=("wish",),
            edit=(Grant(("wish",), planned),),
            list=("number", "state"),
            title="{number}",
            schema=CabinPassageSchema,
        ),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(("number", "passenger", "state", "wish", "report", "price", "load")),),
            create=("number", "passenger", "state"),
            edit=(Grant(("state", "report")),),
            delete=planned,
            list=("number", "state"),
            title="{number}",
        ),
        "office.porter": Access(
            rows=paid, see=(Grant(("number", "passenger.name")),), list=("number",), title="{number}"
        ),
    },
)
PASSENGER = RecordType("ferry_passenger", FerryPassenger, "Passenger", "Passengers", "passengers", "{name}", access={})
CLERK = RecordType(
    "ferry_clerk",
    FerryClerk,
    "Clerk",
    "Clerks",
    "clerks",
    "{name}",
    access={"office.master": Access(EVERYTHING, (Grant(("name",)),), list=("name",), title="{name}")},
)
MENU = (MenuEntry("passages", "Passages", "ferry_passage"),)
SITE = Site(
    label="Ferry",
    currency="EUR",
    time_zone="Europe/Oslo",
    languages=("en",),
    records={record.key: record for record in (PASSAGE, PASSENGER, CLERK)},
    portals={
        "cabin": Portal(
            "cabin",
            "Ferry Cabin",
            "/cabin",
            inside=False,
            who="ferry_passenger",
            email="email",
            where=active,
            menu=MENU,
            api=True,
        ),
        "office": Portal(
            "office",
            "Ferry Office",
            "/office",
            inside=True,
            who="ferry_clerk",
            email="email",
            role="role",
            roles=tuple(ROLE),
            explain=("master", "clerk"),
            view_as=("master",),
            change=("master",),
            menu=MENU,
        ),
    },
)

PLACE = "specs/records/ferry_passage.yaml"


def entry(line: int, rule: str = "", words: str = "", **more: list[str]) -> dict[str, object]:
    return {"rule": rule, "words": words, "at": f"{PLACE}:{line}", **more}


WORDS = {
    "cabin": {
        "": {
            "ferry_passage": {
                "rows": entry(30, "passenger == me", "passenger is you"),
                "see": [
                    entry(33, fields=["number", "state", "wish"]),
                    entry(34, "done", "state is Done", fields=["report"]),
                    entry(35, "under_way", "state is Under way", fields=["report", "price"]),
                ],
                "create": entry(31, fields=["wish"]),
                "edit": [entry(37, "planned", "state is Planned", fields=["wish"])],
                "delete": None,
            }
        }
    },
    "office": {
        "": {
            "ferry_passage": {
                "rows": entry(40),
                "see": [entry(42, fields=["number", "passenger", "state", "wish", "report", "price", "load"])],
                "create": entry(43, fields=["number", "passenger", "state"]),
                "edit": [entry(44, fields=["state", "report"])],
                "delete": entry(45, "planned", "state is Planned"),
            }
        },
        "porter": {
            "ferry_passage": {
                "rows": entry(
                    48,
                    "paid",
                    "state is Done, price is set and price is more than 100",
                    parts=["state is Done", "price is set", "price is more than 100"],
                ),
                "see": [entry(49, fields=["number", "passenger.name"])],
                "create": None,
                "edit": [],
                "delete": None,
            }
        },
    },
}
"""What `generated/access.json` would say of it."""
