"""Bugs in what people are told, as those of `leaks.seeded`: somebody is told of what they do not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from leaks.breaking import UNSCOPED, Bug, patched, under
from leaks.site import ScratchSite
from runtime.notices import saying, telling
from runtime.notices.told import read_told
from runtime.scope.reader import Reader


@contextmanager
def _mailed_to_whoever_watches(_site: ScratchSite) -> Iterator[None]:
    def sees(_self: Reader, *_given: Any) -> bool:
        return True

    with patched(Reader, "sees", sees), patched(telling, "read_told", under(read_told, UNSCOPED)):
        yield


@contextmanager
def _read_again_by_nobody(_site: ScratchSite) -> Iterator[None]:
    """Those who were told once are told again on their page, whatever they see."""
    with _mailed_to_whoever_watches(_site), patched(saying, "read_told", under(read_told, UNSCOPED)):
        yield


NOTICE_BUGS: Mapping[str, Bug] = {
    "mail of what its reader does not see": _mailed_to_whoever_watches,
    "notice of what its reader does not see": _read_again_by_nobody,
}
