# Generated from specs/records/release.yaml. Do not edit; extend in extensions/release.py.
"""Forms, portal by portal."""

from generated.models.release import Release
from runtime.web import forms as F


class StaffAgentReleaseForm(F.RecordForm):
    """What people of the portal staff fill in."""

    product = F.ask(Release.product_id)
    name = F.ask(Release.name)
    state = F.ask(Release.state)
    released_on = F.ask(Release.released_on)
    support_ends = F.ask(Release.support_ends)
    notes = F.ask(Release.notes)
