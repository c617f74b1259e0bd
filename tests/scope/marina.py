"""A marina as generated code would state it: firms, skippers and boats, berths, bookings, and wardens who keep them.

Portals: `quay` for skippers (outside; role `agent` acts for other firms), `office` for wardens (inside).
"""

from __future__ import annotations

from runtime import fields as F  # noqa: N812 - as generated code does
from runtime import records, sql
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType
from runtime.declarations.rules import Candidates, Rule
from runtime.declarations.site import MenuEntry, Portal, Site

RIGS = {"sloop": "Sloop", "ketch": "Ketch", "motor": "Motor yacht"}
STATES = {"asked": "Asked for", "agreed": "Agreed", "over": "Over"}
GEAR = {"crane": "Crane", "power": "Shore power", "tap": "Water tap"}


class Firm(records.Record):
    __tablename__ = "firm"

    name = F.text("Name", required=True, length=80)
    agent_id = F.link("Agent", to="firm", index=True)
    agent = F.linked("Firm", agent_id)
    credit = F.money("Credit")
    boats = F.back("Boat", "firm")


class Skipper(records.Record):
    __tablename__ = "skipper"

    name = F.text("Name", required=True, length=80)
    email = F.email("Email", unique=True)
    firm_id = F.link("Firm", to="firm", index=True)
    firm = F.linked("Firm", firm_id)
    role = F.choice("Role", {"sailor": "Sailor", "agent": "Agent"})


class Warden(records.Record):
    __tablename__ = "warden"

    name = F.text("Name", required=True, length=80)
    email = F.email("Email", unique=True)
    home_phone = F.phone("Home phone", private=True)


class Boat(records.Record):
    __tablename__ = "boat"

    name = F.text("Name", required=True, length=80)
    firm_id = F.link("Firm", to="firm", index=True)
    firm = F.linked("Firm", firm_id, back="boats")
    rig = F.choice("Rig", RIGS)
    length = F.decimal("Length", places=1)
    built = F.date("Built")
    insured = F.yesno("Insured")
    valuation = F.money("Valuation")
    papers = F.files("Papers")
    crew = F.links("Crew", to="skipper", table="boat_crew", cls="Skipper", back="crew_of")


class Berth(records.Record):
    __tablename__ = "berth"

    name = F.text("Name", required=True, length=20)
    most_length = F.decimal("Longest boat", places=1)
    gear = F.choices("Gear", GEAR)
    fee = F.money("Fee")


class Booking(records.Record):
    __tablename__ = "booking"

    number = F.text("Number", unique=True)
    boat_id = F.link("Boat", to="boat", index=True)
    boat = F.linked("Boat", boat_id)
    berth_id = F.link("Berth", to="berth", index=True)
    berth = F.linked("Berth", berth_id)
    warden_id = F.link("Kept by", to="warden", index=True)
    warden = F.linked("Warden", warden_id)
    state = F.choice("State", STATES)
    arrives = F.datetime("Arrives")
    stay = F.duration("Stay")
    price = F.money("Price")
    remark = F.text("Remark")
    notes = F.longtext("Internal notes")


our_boat = Rule("firm == me.firm", "boat.yaml:20", sql=lambda this, given: this.c.firm_id == given.me.c.firm_id)
agents_boat = Rule(
    "firm == me.firm or firm.agent == me.firm",
    "boat.yaml:21",
    sql=lambda this, given: sql.or_(
        this.c.firm_id == given.me.c.firm_id,
        sql.via(this.c.firm_id, Firm, lambda firm: firm.c.agent_id == given.me.c.firm_id),
    ),
)
our_firm = Rule("this == me.firm", "firm.yaml:9", sql=lambda this, given: this.c.id == given.me.c.firm_id)
our_crew = Rule("firm == me.firm", "skipper.yaml:9", sql=lambda this, given: this.c.firm_id == given.me.c.firm_id)
our_booking = Rule(
    "boat.firm == me.firm",
    "booking.yaml:30",
    sql=lambda this, given: sql.via(this.c.boat_id, Boat, lambda boat: boat.c.firm_id == given.me.c.firm_id),
)
agents_booking = Rule(
    "boat.firm == me.firm or boat.firm.agent == me.firm",
    "booking.yaml:31",
    sql=lambda this, given: sql.via(
        this.c.boat_id,
        Boat,
        lambda boat: sql.or_(
            boat.c.firm_id == given.me.c.firm_id,
            sql.via(boat.c.firm_id, Firm, lambda firm: firm.c.agent_id == given.me.c.firm_id),
        ),
    ),
)
over = Rule('state == "over"', "booking.yaml:32", sql=lambda this, given: this.c.state == "over")
asked = Rule('state == "asked"', "booking.yaml:33", sql=lambda this, given: this.c.state == "asked")
dear = Rule("price > 100", "booking.yaml:34", sql=lambda this, given: this.c.price > 100)
soon = Rule("arrives < now + hours(24)", "booking.yaml:35", sql=lambda this, given: this.c.arrives < given.now(86400))
insured = Rule("insured", "boat.yaml:22", sql=lambda this, given: this.c.insured)
fits = Candidates(
    "boat.length <= it.most_length",
    "booking.yaml:12",
    sql=lambda this, given, it: sql.through(this.c.boat_id, Boat, lambda boat: boat.c.length) <= it.c.most_length,
)
fits_with_crane = Candidates(
    'boat.length <= it.most_length and "crane" in it.gear',
    "booking.yaml:44",
    sql=lambda this, given, it: sql.and_(fits.sql(this, given, it), sql.has(it.c.gear, "crane")),
)

ALL_OF_BOOKING = (
    *("number", "boat", "berth", "warden", "state", "arrives", "stay", "price", "remark", "notes"),
    *("id", "created", "created_by", "updated"),
)

FIRM = RecordType(
    key="firm",
    model=Firm,
    label="Firm",
    plural="Firms",
    address="firms",
    title="{name}",
    access={
        "quay": Access(rows=our_firm, see=(Grant(("name", "agent")),), list=("name",)),
        "office": Access(rows=EVERYTHING, see=(Grant(("name", "agent", "credit")),), list=("name", "agent")),
    },
)
SKIPPER = RecordType(
    key="skipper",
    model=Skipper,
    label="Skipper",
    plural="Skippers",
    address="skippers",
    title="{name} ({role})",
    access={
        "quay": Access(rows=our_crew, see=(Grant(("name", "firm")),), list=("name",)),
        "office": Access(rows=EVERYTHING, see=(Grant(("name", "email", "firm", "role")),), list=("name", "firm")),
    },
)
WARDEN = RecordType(
    key="warden",
    model=Warden,
    label="Warden",
    plural="Wardens",
    address="wardens",
    title="{name}",
    access={"office": Access(rows=EVERYTHING, see=(Grant(("name", "email")),), list=("name",))},
)
BOAT = RecordType(
    key="boat",
    model=Boat,
    label="Boat",
    plural="Boats",
    address="boats",
    title="{name} · {firm}",
    access={
        "quay": Access(
            rows=our_boat,
            see=(
                Grant(("name", "firm", "rig", "length", "built", "insured", "crew")),
                Grant(("papers", "valuation"), insured),
            ),
            list=("name", "rig", "length"),
        ),
        "quay.agent": Access(rows=agents_boat, see=(Grant(("name", "firm", "rig")),), list=("name", "firm")),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(("name", "firm", "rig", "length", "built", "insured", "valuation", "papers", "crew")),),
            list=("name", "firm", "rig", "crew", "papers"),
        ),
    },
)
BERTH = RecordType(
    key="berth",
    model=Berth,
    label="Berth",
    plural="Berths",
    address="berths",
    title="{name}",
    access={
        "quay": Access(rows=EVERYTHING, see=(Grant(("name", "gear", "fee")),), list=("name", "gear", "fee")),
        "office": Access(rows=EVERYTHING, see=(Grant(("name", "gear", "fee", "most_length")),), list=("name", "fee")),
    },
)
BOOKING = RecordType(
    key="booking",
    model=Booking,
    label="Booking",
    plural="Bookings",
    address="bookings",
    title="{number} {boat}",
    where={"berth": fits},
    filters={"quay.coming": soon, "office.coming": soon},
    access={
        "quay": Access(
            rows=our_booking,
            see=(
                Grant(("number", "boat", "berth", "warden", "state", "arrives", "stay", "warden.name")),
                Grant(("remark", "price"), over),
                Grant(("price",), dear),
            ),
            create=("boat", "berth", "arrives", "stay"),
            edit=(Grant(("stay",)), Grant(("berth", "arrives"), asked)),
            delete=asked,
            list=("number", "boat", "state", "arrives", "price", "remark"),
            fields={"berth": Override(label="Place"), "remark": Override(label="What we noted")},
        ),
        "quay.agent": Access(
            rows=agents_booking,
            see=(Grant(("number", "boat", "berth", "state")),),
            create=("boat", "berth"),
            list=("number", "boat", "state"),
            title="{number}",
            fields={"berth": Override(where=fits_with_crane)},
        ),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(ALL_OF_BOOKING),),
            edit=(Grant(ALL_OF_BOOKING[:-4]),),
            delete=EVERYTHING,
            list=("number", "boat", "berth", "warden", "state", "arrives", "price", "updated"),
        ),
        "office.cook": Access(),
    },
)

QUAY = Portal(
    key="quay",
    label="Quay",
    at="/quay",
    inside=False,
    who="skipper",
    email="email",
    role="role",
    roles=("sailor", "agent"),
    menu=(
        MenuEntry("bookings", "Bookings", "booking"),
        MenuEntry("coming", "Coming", "booking", filtered=True),
    ),
)
OFFICE = Portal(key="office", label="Office", at="/office", inside=True, who="warden", email="email")

MARINA = Site(
    label="Marina",
    currency="EUR",
    time_zone="Europe/Berlin",
    languages=("en",),
    records={each.key: each for each in (BERTH, BOAT, BOOKING, FIRM, SKIPPER, WARDEN)},
    portals={"quay": QUAY, "office": OFFICE},
)

TABLES = [
    records.Base.metadata.tables[name]
    for name in ("firm", "skipper", "warden", "boat", "boat_crew", "berth", "booking", "portal_file", "portal_account")
]
