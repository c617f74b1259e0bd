# Generated from specs/records/acknowledgement.yaml. Do not edit; extend in extensions/acknowledgement.py.
"""Forms, portal by portal."""

from generated.models.acknowledgement import Acknowledgement
from runtime.web import forms as F


class EmployeeAcknowledgementForm(F.RecordForm):
    """What people of the portal employee fill in."""

    manual = F.ask(Acknowledgement.manual_id)
