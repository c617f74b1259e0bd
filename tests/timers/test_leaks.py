"""The oracle on the parcel rooms: what moves wait for is seen by nobody, and what people may do is as without it.

No worker runs beside the walk, so nothing happens by itself meanwhile: what a person sees after such a move is what
they see of any record in that state.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.leaks.test_oracle import find_leaks
from tests.timers.conftest import SPECS


def without_service_level(specs: Path) -> Path:
    """The oracle knows no clocks."""
    shutil.copytree(SPECS, specs)
    mixin = specs / "mixins" / "errand.yaml"
    mixin.write_text(mixin.read_text().partition("service_level:")[0])
    for name in ("repair", "delivery"):
        path = specs / "records" / f"{name}.yaml"
        path.write_text(path.read_text().replace(", due_by", ""))
    return specs


def test_what_moves_wait_for_does_not_leak(tmp_path: Path) -> None:
    report = find_leaks(without_service_level(tmp_path / "specs"), "--requests", "400", "--pairs", "100")
    assert report["leaks"] == [], json.dumps(report["leaks"][:5], indent=1)
    assert report["requests"] >= 400
    assert report["pairs"] >= 100
