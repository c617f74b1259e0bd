# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""Forms, portal by portal."""

from generated.models.help_request import HelpRequest
from runtime.web import forms as F


class EmployeeHelpRequestForm(F.RecordForm):
    """What people of the portal employee fill in."""

    category = F.ask(HelpRequest.category)
    subject = F.ask(HelpRequest.subject)
    details = F.ask(HelpRequest.details)
    device = F.ask(HelpRequest.device_id)
    article = F.ask(HelpRequest.article_id)
    urgency = F.ask(HelpRequest.urgency)
    attachments = F.ask(HelpRequest.attachments)


class StaffHrHelpRequestForm(F.RecordForm):
    """What people of the portal staff fill in."""

    category = F.ask(HelpRequest.category)
    urgency = F.ask(HelpRequest.urgency)
    team = F.ask(HelpRequest.team_id)
    assignee = F.ask(HelpRequest.assignee_id)
    answer = F.ask(HelpRequest.answer)
    notes = F.ask(HelpRequest.notes)


class StaffAdminHelpRequestForm(F.RecordForm):
    """What people of the portal staff fill in."""

    person = F.ask(HelpRequest.person_id)
    category = F.ask(HelpRequest.category)
    subject = F.ask(HelpRequest.subject)
    details = F.ask(HelpRequest.details)
    more_details = F.ask(HelpRequest.more_details)
    device = F.ask(HelpRequest.device_id)
    article = F.ask(HelpRequest.article_id)
    urgency = F.ask(HelpRequest.urgency)
    team = F.ask(HelpRequest.team_id)
    assignee = F.ask(HelpRequest.assignee_id)
    asked = F.ask(HelpRequest.asked)
    answer = F.ask(HelpRequest.answer)
    notes = F.ask(HelpRequest.notes)
    attachments = F.ask(HelpRequest.attachments)
