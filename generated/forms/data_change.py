# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""Forms, portal by portal."""

from generated.models.data_change import DataChange
from runtime.web import forms as F


class EmployeeDataChangeForm(F.RecordForm):
    """What people of the portal employee fill in."""

    name = F.ask(DataChange.name)
    iban = F.ask(DataChange.iban)
    valid_from = F.ask(DataChange.valid_from)
    remark = F.ask(DataChange.remark)


class StaffHrDataChangeForm(F.RecordForm):
    """What people of the portal staff fill in."""

    answer = F.ask(DataChange.answer)
