# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""The table help_request."""

from generated.choices.help_category import HELP_CATEGORY
from runtime import fields as F
from runtime import records

HELP_REQUEST_URGENCY = {
    "whenever": "When there is time",
    "today": "Today",
    "blocked": "I cannot work",
}

HELP_REQUEST_STATE = {
    "new": "New",
    "open": "In progress",
    "waiting": "Waiting for an answer",
    "done": "Done",
}


class HelpRequest(records.Record):
    __tablename__ = "help_request"
    __table_args__ = (records.index("person_id", "id"),)

    number = F.text("Number", unique=True, length=60)
    person_id = F.link("Asked by", to="employee", required=True)
    person = F.linked("Employee", person_id, back="help_requests")
    category = F.choice("Category", HELP_CATEGORY, required=True, index=True)
    subject = F.text("Subject", required=True, length=160)
    details = F.longtext("Details", required=True)
    more_details = F.longtext("Further information")
    device_id = F.link("Which device?", to="asset", index=True)
    device = F.linked("Asset", device_id, back="help_requests")
    article_id = F.link("About the article", to="article", index=True)
    article = F.linked("Article", article_id, back="help_requests")
    urgency = F.choice("Urgency", HELP_REQUEST_URGENCY, required=True)
    team_id = F.link("Team", to="team", index=True)
    team = F.linked("Team", team_id, back="help_requests")
    assignee_id = F.link("Assignee", to="employee", index=True)
    assignee = F.linked("Employee", assignee_id, back="help_assigned")
    asked = F.datetime("Asked", required=True)
    answer = F.richtext("Answer")
    notes = F.longtext("Internal notes")
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
    state = F.choice("State", HELP_REQUEST_STATE, required=True, index=True)
    state_since = F.datetime("In this state since", computed=True)
    comments = F.back("HelpRequestComment", "about")
    internal_notes = F.back("HelpRequestNote", "about")
