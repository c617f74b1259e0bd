# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""Forms, portal by portal."""

from generated.models.time_card import TimeCard
from runtime.web import forms as F


class EmployeeTimeCardForm(F.RecordForm):
    """What people of the portal employee fill in."""

    week = F.ask(TimeCard.week)
    monday = F.ask(TimeCard.monday)
    tuesday = F.ask(TimeCard.tuesday)
    wednesday = F.ask(TimeCard.wednesday)
    thursday = F.ask(TimeCard.thursday)
    friday = F.ask(TimeCard.friday)
    saturday = F.ask(TimeCard.saturday)
    sunday = F.ask(TimeCard.sunday)
    remark = F.ask(TimeCard.remark)


class StaffTimeCardForm(F.RecordForm):
    """What people of the portal staff fill in."""

    answer = F.ask(TimeCard.answer)
