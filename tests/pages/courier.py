"""A parcel courier, written by hand as the generator would. Its consignments use every kind of field."""

from runtime import fields as F  # noqa: N812 - as in generated code
from runtime import records, values
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.rules import Candidates, Formula, Rule
from runtime.declarations.site import MenuEntry, Portal, Site
from runtime.web import forms

STATE = {"new": "New", "moving": "On its way", "held": "Held at customs", "delivered": "Delivered"}
SERVICE = {"day": "Same day", "night": "Overnight", "slow": "Economy"}
CARE = {"fragile": "Fragile", "cold": "Keep cold", "up": "This way up"}
ENTERED = (
    "depot", "subject", "service", "state", "care", "fragile", "boxes", "weight", "discount", "worth", "ready",
    "pickup", "closing", "waiting", "contact_mail", "contact_phone", "tracking", "from_address", "instructions",
    "story", "partners", "label_photo", "papers",
)  # fmt: skip


class CourierShipper(records.Record):
    __tablename__ = "courier_shipper"

    name = F.text("Name", required=True)
    email = F.email("Email", required=True)


class CourierDepot(records.Record):
    __tablename__ = "courier_depot"

    name = F.text("Name", required=True)
    town = F.text("Town", length=40)
    international = F.yesno("International")


class CourierComplaint(records.Record):
    """Shippers send these, but do not get to see any."""

    __tablename__ = "courier_complaint"

    number = F.text("Number")
    text = F.longtext("What went wrong", required=True)


class CourierConsignment(records.Record):
    __tablename__ = "courier_consignment"

    number = F.text("Number")
    shipper_id = F.link("Shipper", to="courier_shipper", required=True, index=True)
    shipper = F.linked("CourierShipper", shipper_id)
    depot_id = F.link("Depot", to="courier_depot", required=True, hint="Where we fetch it.")
    depot = F.linked("CourierDepot", depot_id)
    subject = F.text("Subject", required=True, length=80)
    service = F.choice("Service", SERVICE, required=True)
    state = F.choice("State", STATE)
    care = F.choices("Special care", CARE)
    fragile = F.yesno("Insured")
    boxes = F.integer("Boxes", required=True)
    weight = F.decimal("Weight", places=3, hint="In kilograms.")
    discount = F.percent("Discount", places=1)
    worth = F.money("Declared value")
    ready = F.date("Ready date")
    pickup = F.datetime("Pickup")
    closing = F.time("Closing time")
    waiting = F.duration("Waiting time")
    contact_mail = F.email("Contact email")
    contact_phone = F.phone("Contact phone")
    tracking = F.url("Tracking page")
    from_address = F.address("Pickup address")
    instructions = F.longtext("Instructions")
    story = F.richtext("What is inside")
    partners = F.links(
        "Copies to", to="courier_shipper", table="courier_copies", cls="CourierShipper", back="copied_consignments"
    )
    label_photo = F.image("Photo of the label", size=2_000_000)
    papers = F.files("Customs papers", accept=(".pdf", ".txt"), size=20_000)


class ConsignmentForm(forms.RecordForm):
    """What a shipper fills in."""

    depot = forms.ask(CourierConsignment.depot_id)
    subject = forms.ask(CourierConsignment.subject)
    service = forms.ask(CourierConsignment.service)
    state = forms.ask(CourierConsignment.state)
    care = forms.ask(CourierConsignment.care)
    fragile = forms.ask(CourierConsignment.fragile)
    boxes = forms.ask(CourierConsignment.boxes)
    weight = forms.ask(CourierConsignment.weight)
    discount = forms.ask(CourierConsignment.discount)
    worth = forms.ask(CourierConsignment.worth)
    ready = forms.ask(CourierConsignment.ready)
    pickup = forms.ask(CourierConsignment.pickup)
    closing = forms.ask(CourierConsignment.closing)
    waiting = forms.ask(CourierConsignment.waiting)
    contact_mail = forms.ask(CourierConsignment.contact_mail)
    contact_phone = forms.ask(CourierConsignment.contact_phone)
    tracking = forms.ask(CourierConsignment.tracking)
    from_address = forms.ask(CourierConsignment.from_address)
    instructions = forms.ask(CourierConsignment.instructions)
    story = forms.ask(CourierConsignment.story)
    partners = forms.ask(CourierConsignment.partners)
    label_photo = forms.ask(CourierConsignment.label_photo)
    papers = forms.ask(CourierConsignment.papers)


ours = Rule(
    "shipper == me",
    "courier.yaml:1",
    sql=lambda this, given: this.c.shipper_id == given.me.c.id,
    python=lambda this, given: values.equal(this.shipper_id, given.me.id),
    local=True,
)
undelivered = Rule(
    'state == "new"',
    "courier.yaml:2",
    sql=lambda this, given: this.c.state == "new",
    python=lambda this, given: values.equal(this.state, "new"),
    local=True,
)
overnight = Rule(
    'service == "night"',
    "courier.yaml:3",
    sql=lambda this, given: this.c.service == "night",
    python=lambda this, given: values.equal(this.service, "night"),
    local=True,
)
abroad_too = Candidates(
    "it.international or not fragile", "courier.yaml:4", sql=lambda this, given, it: it.c.name.is_not(None)
)
SEEN = ("number", *ENTERED, "updated")

SHIPPER = RecordType(
    "courier_shipper",
    CourierShipper,
    "Shipper",
    "Shippers",
    "shippers",
    "{name}",
    access={
        "shippers": Access(rows=EVERYTHING, see=(Grant(("name",)),), list=("name",), title="{name}"),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(("name", "email")),),
            create=("name", "email"),
            edit=(Grant(("name", "email")),),
            delete=EVERYTHING,
            list=("name", "email"),
            title="{name}",
        ),
    },
)
DEPOT = RecordType(
    "courier_depot",
    CourierDepot,
    "Depot",
    "Depots",
    "depots",
    "{name}",
    access={
        "shippers": Access(rows=EVERYTHING, see=(Grant(("name", "town")),), list=("name", "town"), title="{name}"),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant(("name", "town", "international")),),
            create=("name", "town", "international"),
            edit=(Grant(("name", "town", "international")),),
            delete=EVERYTHING,
            list=("name", "town", "international"),
            title="{name}",
        ),
    },
)
COMPLAINT = RecordType(
    "courier_complaint",
    CourierComplaint,
    "Complaint",
    "Complaints",
    "complaints",
    "{number}",
    number="CMP-{seq:3}",
    access={"shippers": Access(create=("text",))},
)
LISTED = ("number", "subject", "service", "state", "boxes", "worth", "ready")
CONSIGNMENT = RecordType(
    "courier_consignment",
    CourierConsignment,
    "Consignment",
    "Consignments",
    "consignments",
    "{number} {subject}",
    number="CON-{seq:4}",
    default={"state": "new", "ready": Formula("today", "courier.yaml:9", lambda this, given: given.today())},
    show={"closing": overnight},
    where={"depot": abroad_too},
    filters={"shippers.open": undelivered},
    access={
        "shippers": Access(
            rows=ours,
            see=(Grant(SEEN),),
            create=ENTERED,
            preset={"shipper": Formula("me", "courier.yaml:5", lambda this, given: given.me)},
            edit=(Grant(ENTERED, undelivered),),
            delete=undelivered,
            list=LISTED,
            title="{number} {subject}",
            form=ConsignmentForm,
        ),
        "office": Access(
            rows=EVERYTHING,
            see=(Grant((*SEEN, "shipper")),),
            edit=(Grant(("state", "depot")),),
            list=("number", "shipper", "subject", "state"),
            title="{number} {subject}",
        ),
    },
)

SITE = Site(
    label="Swift Parcels",
    currency="EUR",
    time_zone="Europe/Berlin",
    languages=("en",),
    records={
        "courier_shipper": SHIPPER,
        "courier_depot": DEPOT,
        "courier_consignment": CONSIGNMENT,
        "courier_complaint": COMPLAINT,
    },
    portals={
        "shippers": Portal(
            key="shippers",
            label="Swift Parcels for shippers",
            at="/ship",
            inside=False,
            who="courier_shipper",
            email="email",
            colour="#0f766e",
            logo="shippers.svg",
            home=("open", "all", "find_depot"),
            menu=(
                MenuEntry("open", "Not sent yet", "courier_consignment", filtered=True),
                MenuEntry("all", "All my consignments", "courier_consignment"),
                MenuEntry("find_depot", "Find a depot", "courier_depot", search=True, then="courier_consignment"),
                MenuEntry("shippers", "Shippers", "courier_shipper"),
                MenuEntry("complain", "Complain", "courier_complaint"),
            ),
        ),
        "office": Portal(
            key="office",
            label="Swift Parcels office",
            at="/office",
            inside=True,
            who="courier_shipper",
            email="email",
            colour="#ffb000",
            home=("all",),
            menu=(
                MenuEntry("all", "Consignments", "courier_consignment"),
                MenuEntry("depots", "Depots", "courier_depot"),
                MenuEntry("shippers", "Shippers", "courier_shipper"),
            ),
        ),
    },
)
