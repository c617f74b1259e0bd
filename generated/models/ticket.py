# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""The table ticket."""

from generated.choices.severity import SEVERITY
from generated.choices.ticket_cause import TICKET_CAUSE
from runtime import fields as F
from runtime import records

TICKET_STATE = {
    "new": "New",
    "open": "In progress",
    "waiting": "Waiting for the customer",
    "resolved": "Resolved",
    "closed": "Closed",
}


class Ticket(records.Record):
    __tablename__ = "ticket"
    __table_args__ = (
        records.index("account_id", "id"),
        records.index("assignee_id", "due_by", "id"),
        records.index("due_by", "id"),
    )

    number = F.text("Number", unique=True, length=60)
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="tickets")
    contact_id = F.link("Contact", to="contact", index=True)
    contact = F.linked("Contact", contact_id, back="tickets")
    product_id = F.link("Product", to="product", required=True, index=True)
    product = F.linked("Product", product_id, back="tickets")
    release_id = F.link(
        "Version",
        to="release",
        index=True,
        hint="The version is on the start screen and on the self-test label.",
    )
    release = F.linked("Release", release_id)
    subject = F.text("Subject", required=True, length=200)
    details = F.richtext("Details", required=True, hint="What happened, and what did you expect?")
    severity = F.choice("Severity", SEVERITY, required=True)
    occurred = F.datetime("First seen")
    phone = F.phone("Phone number", length=40)
    call_from = F.time("Best time to call")
    reported = F.datetime("Reported", required=True)
    team_id = F.link("Team", to="team", index=True)
    team = F.linked("Team", team_id, back="tickets")
    assignee_id = F.link("Assignee", to="employee")
    assignee = F.linked("Employee", assignee_id, back="assigned")
    article_id = F.link("About the article", to="article", index=True, hint="If you have read one about it.")
    article = F.linked("Article", article_id, back="tickets")
    defect_id = F.link("Known defect", to="defect", index=True)
    defect = F.linked("Defect", defect_id, back="tickets")
    cause = F.choice("Cause", TICKET_CAUSE)
    resolution = F.richtext("Resolution")
    resolved = F.datetime("Resolved")
    more_details = F.longtext("Further information", hint="Anything that turned up after you reported it.")
    rating = F.integer("Rating", hint="1 is poor and 5 is excellent.")
    effort = F.duration("Effort", hint="Working time so far, for example 45m or 3h.")
    notes = F.richtext("Internal notes")
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
    state = F.choice("State", TICKET_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    respond_by = F.datetime("Answer due", computed=True)
    resolve_by = F.datetime("End due", computed=True)
    due_by = F.datetime("Due", computed=True)
    service_course = F.longtext("Course of the clocks", private=True, computed=True)
    routed = F.longtext("Routing", computed=True)
    routed_since = F.datetime("Routed at", computed=True)
    returns = F.back("ReturnRequest", "ticket")
    comments = F.back("TicketComment", "about")
    internal_notes = F.back("TicketNote", "about")
