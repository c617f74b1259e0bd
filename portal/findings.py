"""What came of a change and is to be looked at, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal.steps import StepName, Tell

if TYPE_CHECKING:
    from runtime.migrations.results import Finding


def tell_lost(found: Iterable[Finding], step: StepName, tell: Tell) -> None:
    """What went through and is to be looked at by somebody."""
    for finding in found:
        for line in finding.lines():
            tell(step, f"  {line}")
