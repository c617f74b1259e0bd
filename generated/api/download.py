# Generated from specs/records/download.yaml. Do not edit; extend in extensions/download.py.
"""What other systems read and send, portal by portal."""

from generated.choices.audience import AUDIENCE
from generated.models.download import DOWNLOAD_KIND
from runtime.web.api import schemas as A


class CustomerDownloadSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    product = A.Link(dump_only=True)
    release = A.Link(dump_only=True)
    description = A.Text(dump_only=True)
    file = A.File(dump_only=True)
    checksum = A.Text(dump_only=True)
    licence = A.Text(dump_only=True)
    published = A.Day(dump_only=True)


class StaffDownloadSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    product = A.Link(dump_only=True)
    release = A.Link(dump_only=True)
    description = A.Text(dump_only=True)
    file = A.File(dump_only=True)
    checksum = A.Text(dump_only=True)
    licence = A.Text(dump_only=True)
    audience = A.Choices(dump_only=True)
    published = A.Day()
    valid_until = A.Day(dump_only=True)
    review_by = A.Day(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentDownloadSchema(StaffDownloadSchema):
    """What is read and sent in staff (agent, sales, hr, admin)."""

    name = A.Text(required=True, length=120)
    kind = A.Choice(DOWNLOAD_KIND, required=True)
    product = A.Link()
    release = A.Link()
    description = A.Text()
    file = A.File(required=True)
    checksum = A.Text(length=200)
    licence = A.Text()
    audience = A.Choices(AUDIENCE, required=True)
    valid_until = A.Day()
    review_by = A.Day()
