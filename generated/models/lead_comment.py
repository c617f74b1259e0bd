# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_comment.py.
"""The table lead_comment."""

from runtime import fields as F
from runtime import records


class LeadComment(records.Record):
    __tablename__ = "lead_comment"

    about_id = F.link("Lead", to="lead", required=True, index=True)
    about = F.linked("Lead", about_id, back="comments")
    text = F.richtext("Comment", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_contact_id = F.link("By (Contact)", to="contact", index=True)
    by_contact = F.linked("Contact", by_contact_id)
    tell_contact = F.links("Tell (Contact)", to="contact", table="lead_comment_tell_contact", cls="Contact")
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="lead_comment_tell_employee", cls="Employee")
