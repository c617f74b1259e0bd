"""A boatyard as generated code would state it: clients and their people, parts, jobs with lines, and letters.

Portals: `slip` for the people of clients (outside), `loft` for the yard's own (inside).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from runtime import fields as F  # noqa: N812 - as generated code does
from runtime import records, sql, values
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, Override, RecordType, Unique
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule
from runtime.declarations.site import Portal, Site

URGENCY = {"low": "Low", "high": "High"}
STATES = {"open": "Open", "done": "Done"}
TRADES = {"hull": "Hull", "rig": "Rig"}


class YardClient(records.Record):
    __tablename__ = "yard_client"

    name = F.text("Name", required=True, unique=True, length=40)
    email = F.email("Email", unique=True)
    quota = F.integer("Quota")
    open_jobs = F.integer("Open jobs", computed=True)
    worth = F.money("Worth", computed=True)
    jobs = F.back("YardJob", "client")
    moorings = F.back("YardMooring", "client")


class YardPerson(records.Record):
    __tablename__ = "yard_person"

    name = F.text("Name", required=True)
    email = F.email("Email", unique=True)
    client_id = F.link("Client", to="yard_client", index=True)
    client = F.linked("YardClient", client_id)
    boss_id = F.link("Boss", to="yard_person")
    boss = F.linked("YardPerson", boss_id)


class YardPart(records.Record):
    __tablename__ = "yard_part"

    name = F.text("Name", required=True)
    client_id = F.link("Client", to="yard_client", index=True)
    client = F.linked("YardClient", client_id)
    on_sale = F.yesno("On sale")
    weight = F.decimal("Weight", places=1)


class YardJob(records.Record):
    __tablename__ = "yard_job"

    number = F.text("Number", unique=True, length=60)
    client_id = F.link("Client", to="yard_client", required=True, index=True)
    client = F.linked("YardClient", client_id, back="jobs")
    subject = F.text("Subject", required=True, length=40)
    code = F.text("Code", unique=True, pattern="[A-Z]{3}", hint="three capitals")
    urgency = F.choice("Urgency", URGENCY)
    trades = F.choices("Trades", TRADES)
    phone = F.phone("Phone")
    page = F.url("Page")
    wanted = F.date("Wanted on")
    starts = F.datetime("Starts")
    hours = F.decimal("Hours", places=1)
    crew_size = F.integer("Crew size")
    state = F.choice("State", STATES)
    details = F.longtext("Details")
    part_id = F.link("Part", to="yard_part")
    part = F.linked("YardPart", part_id)
    people = F.links("Helpers", to="yard_person", table="yard_job_people", cls="YardPerson")
    drawing = F.file("Drawing", accept=(".pdf",))
    photos = F.files("Photos", accept=("image/*", ".txt"), size=1000)
    net = F.money("Net", computed=True)
    total = F.money("Total", computed=True)
    lines = F.back("YardLine", "job")


class YardLine(records.Record):
    __tablename__ = "yard_line"

    job_id = F.link("Job", to="yard_job", required=True, index=True)
    job = F.linked("YardJob", job_id, back="lines")
    quantity = F.integer("Quantity")
    price = F.money("Price")
    amount = F.money("Amount", computed=True)


class YardLetter(records.Record):
    __tablename__ = "yard_letter"

    number = F.text("Number", unique=True, length=60)
    text = F.longtext("Text", required=True)
    client_id = F.link("Client", to="yard_client")
    client = F.linked("YardClient", client_id)


class YardMooring(records.Record):
    """Without a number and computed values, whose locks would let changes take turns anyway."""

    __tablename__ = "yard_mooring"

    place = F.text("Place", required=True)
    client_id = F.link("Client", to="yard_client", required=True, index=True)
    client = F.linked("YardClient", client_id, back="moorings")
    left = F.yesno("Left")


def rule(text: str, python: Any, *, local: bool = True, sql: Any = None) -> Rule:
    return Rule(text, "yard.yaml:1", sql=sql, python=python, local=local)


def computed(text: str, python: Any, *depends: Dependency) -> Computed:
    return Computed(Formula(text, "yard.yaml:1", python), depends)


def formula(text: str, python: Any) -> Formula:
    return Formula(text, "yard.yaml:1", python)


ours = rule(
    "client == me.client",
    lambda this, given: values.equal(this.client_id, given.me.client_id),
    sql=lambda this, given: this.c.client_id == given.me.c.client_id,
)
our_line = rule(
    "job.client == me.client",
    None,
    sql=lambda this, given: sql.via(this.c.job_id, YardJob, lambda job: job.c.client_id == given.me.c.client_id),
    local=False,
)
our_client = rule("this == me.client", None, sql=lambda this, given: this.c.id == given.me.c.client_id, local=False)
high = rule('urgency == "high"', lambda this, given: this.urgency == "high")
done = rule('state == "done"', lambda this, given: this.state == "done", sql=lambda this, given: this.c.state == "done")
too_long = rule(
    'urgency == "low" and hours > 10',
    lambda this, given: this.urgency == "low" and values.less(Decimal(10), this.hours),
)
too_many = rule(
    "count(client.jobs) > client.quota",
    lambda this, given: (
        this.client.quota is not None and sum(job.state == "open" for job in this.client.jobs) > this.client.quota
    ),
    local=False,
)
left = rule("left", lambda this, given: bool(this.left))
our_present = rule(
    "client == me.client and not left",
    lambda this, given: values.equal(this.client_id, given.me.client_id) and not this.left,
    sql=lambda this, given: sql.and_(this.c.client_id == given.me.c.client_id, sql.not_true(this.c.left)),
)
not_hidden = rule('place != "hidden"', None, local=False, sql=lambda this, given: this.c.place != "hidden")
too_many_moorings = rule(
    "count(client.moorings) > client.quota",
    lambda this, given: this.client.quota is not None and len(this.client.moorings) > this.client.quota,
    local=False,
)
suitable = Candidates(
    "it.client == client", "yard.yaml:1", sql=lambda this, given, it: it.c.client_id == this.c.client_id
)
given_today = formula("today", lambda this, given: given.today())

FORM = (
    *("subject", "code", "urgency", "trades", "phone", "page", "wanted", "starts", "hours", "crew_size", "state"),
    *("details", "part", "people", "drawing", "photos"),
)
SEEN = ("number", "client", *FORM, "net", "total")

JOB = RecordType(
    key="yard_job",
    model=YardJob,
    label="Job",
    plural="Jobs",
    address="jobs",
    title="{number} {subject}",
    number="J-{year}-{seq:4}",
    where={"part": suitable},
    show={"phone": high, "drawing": rule('urgency != "low"', lambda this, given: this.urgency != "low")},
    require={"phone": high},
    default={
        "state": "open",
        "details": formula("client.name", lambda this, given: values.follow(this, "client", "name")),
    },
    minimum={"wanted": given_today, "hours": Decimal("0.5")},
    maximum={"hours": Decimal(24), "crew_size": 9},
    computed={
        "total": computed(
            "net * 2",
            lambda this, given: values.compute(lambda net: net * 2, this.net),
            Dependency("yard_job", ("net",)),
        ),
        "net": computed(
            "sum(line.amount for line in lines)",
            lambda this, given: values.sum(line.amount for line in this.lines),
            Dependency("yard_line", ("amount", "job"), ("lines",)),
        ),
    },
    checks=(
        Check("long", too_long, "Say what takes so long.", ("hours", "urgency")),
        Check("full", too_many, "Your quota is used up.", ("state",)),
    ),
    unique=(Unique(("client", "subject"), "This job is open already.", done),),
    access={
        "slip": Access(
            rows=ours,
            see=(Grant(SEEN),),
            create=FORM,
            preset={"client": formula("me.client", lambda this, given: given.me.client_id)},
            edit=(Grant(FORM),),
            delete=done,
            list=("number", "subject"),
            fields={"subject": Override(label="Task")},
        ),
        "loft": Access(
            rows=EVERYTHING,
            see=(Grant(SEEN),),
            create=("client", "subject"),
            edit=(Grant(("client", "subject", "state")),),
            delete=EVERYTHING,
            list=("number", "subject"),
        ),
    },
)
LINE = RecordType(
    key="yard_line",
    model=YardLine,
    label="Line",
    plural="Lines",
    address="lines",
    title="{quantity}",
    computed={
        "amount": computed(
            "quantity * price",
            lambda this, given: values.compute(lambda quantity, price: quantity * price, this.quantity, this.price),
            Dependency("yard_line", ("quantity", "price")),
        )
    },
    access={
        "slip": Access(
            rows=our_line,
            see=(Grant(("job", "quantity", "price", "amount")),),
            create=("job", "quantity", "price"),
            edit=(Grant(("job", "quantity", "price")),),
            delete=EVERYTHING,
            list=("job",),
        )
    },
)
CLIENT = RecordType(
    key="yard_client",
    model=YardClient,
    label="Client",
    plural="Clients",
    address="clients",
    title="{name}",
    computed={
        "open_jobs": computed(
            'count(job for job in jobs if job.state == "open")',
            lambda this, given: sum(job.state == "open" for job in this.jobs),
            Dependency("yard_job", ("client", "state"), ("jobs",)),
        ),
        "worth": computed(
            "sum(job.total for job in jobs)",
            lambda this, given: values.sum(job.total for job in this.jobs),
            Dependency("yard_job", ("client", "total"), ("jobs",)),
        ),
    },
    access={
        "slip": Access(rows=our_client, see=(Grant(("name", "email")),), edit=(Grant(("email",)),), list=("name",)),
        "loft": Access(
            rows=EVERYTHING,
            see=(Grant(("name", "email", "quota", "open_jobs", "worth")),),
            create=("name", "email", "quota"),
            edit=(Grant(("name", "email", "quota")),),
            delete=EVERYTHING,
            list=("name",),
        ),
    },
)
PERSON = RecordType(
    key="yard_person",
    model=YardPerson,
    label="Person",
    plural="People",
    address="people",
    title="{name}",
    access={
        "slip": Access(rows=ours, see=(Grant(("name",)),), list=("name",)),
        "loft": Access(
            rows=EVERYTHING,
            see=(Grant(("name", "client", "boss")),),
            create=("name", "client"),
            edit=(Grant(("boss", "client")),),
            delete=EVERYTHING,
            list=("name",),
        ),
    },
)
PART = RecordType(
    key="yard_part",
    model=YardPart,
    label="Part",
    plural="Parts",
    address="parts",
    title="{name}",
    access={
        "slip": Access(rows=rule("on_sale", None, sql=lambda this, given: this.c.on_sale), see=(Grant(("name",)),))
    },
)
LETTER = RecordType(
    key="yard_letter",
    model=YardLetter,
    label="Letter",
    plural="Letters",
    address="letters",
    title="{number}",
    number="L-{random:4}",
    access={
        "slip": Access(
            create=("text",),
            preset={"client": formula("me.boss.client", lambda this, given: values.follow(given.me, "boss", "client"))},
        )
    },
)
MOORING = RecordType(
    key="yard_mooring",
    model=YardMooring,
    label="Mooring",
    plural="Moorings",
    address="moorings",
    title="{place}",
    show={"left": rule('place != "Sunk"', lambda this, given: this.place != "Sunk")},
    checks=(Check("full", too_many_moorings, "There is no room left."),),
    unique=(Unique(("place",), "This place is taken.", left),),
    access={
        "slip": Access(rows=our_present, see=(Grant(("place", "left")),), edit=(Grant(("left",)),)),
        "loft": Access(
            rows=not_hidden,
            see=(Grant(("place", "client", "left")),),
            create=("place", "client", "left"),
            edit=(Grant(("place",)),),
        ),
    },
)

YARD = Site(
    label="Yard",
    currency="EUR",
    time_zone="Europe/Berlin",
    languages=("en",),
    records={each.key: each for each in (CLIENT, PERSON, PART, JOB, LINE, LETTER, MOORING)},
    portals={
        "slip": Portal("slip", "Slip", "/slip", inside=False, who="yard_person", email="email"),
        "loft": Portal("loft", "Loft", "/loft", inside=True, who="yard_person", email="email"),
    },
)

TABLES = [table for name, table in records.Base.metadata.tables.items() if name.startswith(("yard_", "portal_"))]
