# Generated from specs/records/asset.yaml. Do not edit; extend in extensions/asset.py.
"""What other systems read and send, portal by portal."""

from generated.models.asset import ASSET_CONDITION, ASSET_KIND, ASSET_STATE
from runtime.web.api import schemas as A


class StaffHrAssetSchema(A.RecordSchema):
    """What is read and sent in staff (hr)."""

    tag = A.Text(dump_only=True)
    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    state = A.Choice(ASSET_STATE)
    holder = A.Link()
    handed_over = A.Day()
    confirmed_on = A.Day(dump_only=True)
    condition = A.Choice(dump_only=True)


class StaffFinanceAssetSchema(A.RecordSchema):
    """What is read and sent in staff (finance)."""

    tag = A.Text(dump_only=True)
    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    state = A.Choice(dump_only=True)
    holder = A.Link(dump_only=True)
    handed_over = A.Day(dump_only=True)
    serial_number = A.Text(dump_only=True)
    bought_on = A.Day()
    value = A.Number(2)
    picture = A.File(dump_only=True)
    confirmed_on = A.Day(dump_only=True)
    condition = A.Choice(dump_only=True)
    remark = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAdminAssetSchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    tag = A.Text(required=True, length=200)
    name = A.Text(required=True, length=100)
    kind = A.Choice(ASSET_KIND, required=True)
    state = A.Choice(ASSET_STATE)
    holder = A.Link()
    handed_over = A.Day()
    serial_number = A.Text(length=60)
    bought_on = A.Day()
    value = A.Number(2)
    picture = A.File()
    confirmed_on = A.Day()
    condition = A.Choice(ASSET_CONDITION)
    remark = A.Text(length=200)
    updated = A.Moment(dump_only=True)
