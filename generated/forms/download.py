# Generated from specs/records/download.yaml. Do not edit; extend in extensions/download.py.
"""Forms, portal by portal."""

from generated.models.download import Download
from runtime.web import forms as F


class StaffDownloadForm(F.RecordForm):
    """What people of the portal staff fill in."""

    published = F.ask(Download.published)


class StaffAgentDownloadForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Download.name)
    kind = F.ask(Download.kind)
    product = F.ask(Download.product_id)
    release = F.ask(Download.release_id)
    description = F.ask(Download.description)
    file = F.ask(Download.file)
    checksum = F.ask(Download.checksum)
    licence = F.ask(Download.licence)
    audience = F.ask(Download.audience)
    published = F.ask(Download.published)
    valid_until = F.ask(Download.valid_until)
    review_by = F.ask(Download.review_by)
