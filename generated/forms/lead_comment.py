# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_comment.py.
"""Forms, portal by portal."""

from generated.models.lead_comment import LeadComment
from runtime.web import forms as F


class StaffSalesLeadCommentForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(LeadComment.about_id)
    text = F.ask(LeadComment.text)
    attachments = F.ask(LeadComment.attachments)
    tell_contact = F.ask(LeadComment.tell_contact)
    tell_employee = F.ask(LeadComment.tell_employee)
