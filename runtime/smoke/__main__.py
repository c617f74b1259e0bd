"""The child process: `python -m runtime.smoke FOLDER SECONDS`, settings from the environment. Lines of JSON come out:
`{"begin": words}` before each page, `{"failed": words}`, and at the end `{"made": pages, "left": pages}`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path

from runtime.faults import place_of, words_of
from runtime.settings import StartError, read_settings

Say = Callable[[dict[str, str | int]], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How long pages are made, in seconds: those of record types that are `known` to work, and all others."""

    seconds: float
    known: Set[str] = frozenset()
    of_known: float = 0.0


def main(folder: Path, extent: Extent) -> None:
    """Ends with what it found said, whatever the generation does."""
    say = _own_output()
    say({"begin": "loading it"})
    try:
        _try_pages(folder, extent, say)
    except StartError as error:
        say({"failed": words_of(error)})
    except Exception as error:  # noqa: BLE001 - generated and hand-written code may fail in any way
        say({"failed": f"it cannot be loaded: {type(error).__name__} {place_of(error)}: {error}"})


def _try_pages(folder: Path, extent: Extent, say: Say) -> None:
    until = time.monotonic() + extent.seconds
    from runtime.extending.loading import load_extensions  # here, so that what fails to load is told as anything else
    from runtime.site import load_site, make_posed
    from runtime.smoke.pages import first_pages, own_pages, pages_of
    from runtime.smoke.posing import Posing
    from runtime.smoke.trying import Trial

    settings, site, posing = read_settings(), load_site(folder), Posing()
    extensions = load_extensions(folder)
    apps = make_posed(settings, site, folder / "generated", posing, extensions)
    trial = Trial(apps, posing, settings.base_url)
    known = extent.known & site.records.keys()
    first = [*own_pages(site, extensions, apps), *first_pages(site), *pages_of(site, site.records.keys() - known)]
    left = trial.run(first, until, lambda page: say({"begin": page.words}))
    until = min(until, time.monotonic() + extent.of_known)
    left += trial.run(pages_of(site, known), until, lambda page: say({"begin": page.words}))
    for words in trial.failures:
        say({"failed": words})
    say({"made": trial.made, "left": left})


def _own_output() -> Say:
    """Standard output, for us alone; what the site's code prints goes to standard error."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(told: dict[str, str | int]) -> None:
        output.write(json.dumps(told) + "\n")
        output.flush()

    return say


if __name__ == "__main__":
    main(Path(sys.argv[1]), Extent(float(sys.argv[2])))
