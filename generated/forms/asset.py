# Generated from specs/records/asset.yaml. Do not edit; extend in extensions/asset.py.
"""Forms, portal by portal."""

from generated.models.asset import Asset
from runtime.web import forms as F


class EmployeeAssetForm(F.RecordForm):
    """What people of the portal employee fill in."""

    confirmed_on = F.ask(Asset.confirmed_on)
    condition = F.ask(Asset.condition)
    remark = F.ask(Asset.remark)


class StaffHrAssetForm(F.RecordForm):
    """What people of the portal staff fill in."""

    state = F.ask(Asset.state)
    holder = F.ask(Asset.holder_id)
    handed_over = F.ask(Asset.handed_over)


class StaffFinanceAssetForm(F.RecordForm):
    """What people of the portal staff fill in."""

    bought_on = F.ask(Asset.bought_on)
    value = F.ask(Asset.value)


class StaffAdminAssetForm(F.RecordForm):
    """What people of the portal staff fill in."""

    tag = F.ask(Asset.tag)
    name = F.ask(Asset.name)
    kind = F.ask(Asset.kind)
    state = F.ask(Asset.state)
    holder = F.ask(Asset.holder_id)
    handed_over = F.ask(Asset.handed_over)
    serial_number = F.ask(Asset.serial_number)
    bought_on = F.ask(Asset.bought_on)
    value = F.ask(Asset.value)
    picture = F.ask(Asset.picture)
    confirmed_on = F.ask(Asset.confirmed_on)
    condition = F.ask(Asset.condition)
    remark = F.ask(Asset.remark)
