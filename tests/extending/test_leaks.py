"""Everybody asks everything of a bakery whose hand-written code overreaches: nobody receives what is not theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.extending.conftest import make_bakery


@pytest.mark.soak
def test_hand_written_code_leaks_nothing(tmp_path: Path) -> None:
    place = make_bakery(tmp_path)
    done = place.portal("test", "--leaks", "--requests", "3000", "--pairs", "500", "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["requests"] == 3000 and report["leaks"] == []
