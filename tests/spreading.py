"""How tests are spread over processes: file by file, and the files together whose folder shares one served site."""

from __future__ import annotations

from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

TESTS = Path(__file__).parent
SHARED = {file.parent.name for file in TESTS.glob("*/conftest.py") if 'scope="package"' in file.read_text()}


class ByServedSite(LoadScopeScheduling):
    """Each site of a folder is built and served once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = file.rpartition("/")[0]
        return folder if folder.rpartition("/")[2] in SHARED else file
