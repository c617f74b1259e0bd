# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_comment.py.
"""Forms, portal by portal."""

from generated.models.return_request_comment import ReturnRequestComment
from runtime.web import forms as F


class CustomerReturnRequestCommentForm(F.RecordForm):
    """What people of the portal customer fill in."""

    about = F.ask(ReturnRequestComment.about_id)
    text = F.ask(ReturnRequestComment.text)
    attachments = F.ask(ReturnRequestComment.attachments)
    tell_contact = F.ask(ReturnRequestComment.tell_contact)


class StaffReturnRequestCommentForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(ReturnRequestComment.about_id)
    text = F.ask(ReturnRequestComment.text)
    attachments = F.ask(ReturnRequestComment.attachments)
    tell_contact = F.ask(ReturnRequestComment.tell_contact)
    tell_employee = F.ask(ReturnRequestComment.tell_employee)
