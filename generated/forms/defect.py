# Generated from specs/records/defect.yaml. Do not edit; extend in extensions/defect.py.
"""Forms, portal by portal."""

from generated.models.defect import Defect
from runtime.web import forms as F


class StaffAgentDefectForm(F.RecordForm):
    """What people of the portal staff fill in."""

    summary = F.ask(Defect.summary)
    product = F.ask(Defect.product_id)
    found_in = F.ask(Defect.found_in_id)
    fixed_in = F.ask(Defect.fixed_in_id)
    state = F.ask(Defect.state)
    severity = F.ask(Defect.severity)
    description = F.ask(Defect.description)
    workaround = F.ask(Defect.workaround)
    attachments = F.ask(Defect.attachments)
