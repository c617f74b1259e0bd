# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""Forms, portal by portal."""

from generated.models.manual import Manual
from runtime.web import forms as F


class StaffManualForm(F.RecordForm):
    """What people of the portal staff fill in."""

    published = F.ask(Manual.published)


class StaffHrManualForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Manual.name)
    edition = F.ask(Manual.edition)
    department = F.ask(Manual.department)
    kind = F.ask(Manual.kind)
    body = F.ask(Manual.body)
    document = F.ask(Manual.document)
    must_read = F.ask(Manual.must_read)
    audience = F.ask(Manual.audience)
    published = F.ask(Manual.published)
    valid_until = F.ask(Manual.valid_until)
    review_by = F.ask(Manual.review_by)
