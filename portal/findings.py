"""What stands in the way of a change, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.migrations.results import Finding


def tell_finding(finding: Finding) -> Iterator[str]:
    """Why some rows do not fit, up to five of them, and what to do."""
    yield finding.words
    for sample in finding.samples:
        value = f": {sample.value}" if sample.value else ""
        why = f" ({sample.why})" if sample.why else ""
        yield f"    record {sample.id}{value}{why}"
    if finding.count > len(finding.samples) > 0:
        yield f"    … and {finding.count - len(finding.samples):,} more"
    if finding.at:
        yield f"    {finding.at}"
    if finding.remedy:
        yield f"    help: {finding.remedy}"
