"""What stands in the way of a change, or came of it, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from portal.steps import StepName, Tell

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


def tell_lost(found: Iterable[Finding], step: StepName, tell: Tell) -> None:
    """What went through and is to be looked at by somebody."""
    for finding in found:
        for line in tell_finding(finding):
            tell(step, f"  {line}")
