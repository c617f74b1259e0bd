# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_comment.py.
"""Forms, portal by portal."""

from generated.models.help_request_comment import HelpRequestComment
from runtime.web import forms as F


class EmployeeHelpRequestCommentForm(F.RecordForm):
    """What people of the portal employee fill in."""

    about = F.ask(HelpRequestComment.about_id)
    text = F.ask(HelpRequestComment.text)
    attachments = F.ask(HelpRequestComment.attachments)
    tell_employee = F.ask(HelpRequestComment.tell_employee)
