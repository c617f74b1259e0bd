"""The child process: `python -m runtime.smoke FOLDER SECONDS`, settings from the environment. Lines of JSON come out:
`{"begin": words}` before each page, `{"failed": words}`, and at the end `{"made": pages, "left": pages}`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from runtime.faults import place_of, words_of
from runtime.settings import StartError, read_settings

Say = Callable[[dict[str, str | int]], None]


def main(folder: Path, seconds: float) -> None:
    """Ends with what it found said, whatever the generation does."""
    say, until = _own_output(), time.monotonic() + seconds
    say({"begin": "loading it"})
    try:
        _try_pages(folder, until, say)
    except StartError as error:
        say({"failed": words_of(error)})
    except Exception as error:  # noqa: BLE001 - generated and hand-written code may fail in any way
        say({"failed": f"it cannot be loaded: {type(error).__name__} {place_of(error)}: {error}"})


def _try_pages(folder: Path, until: float, say: Say) -> None:
    from runtime.extending.loading import load_extensions  # here, so that what fails to load is told as anything else
    from runtime.site import load_site, make_posed
    from runtime.smoke.pages import own_pages, pages
    from runtime.smoke.posing import Posing
    from runtime.smoke.trying import Trial

    settings, site, posing = read_settings(), load_site(folder), Posing()
    extensions = load_extensions(folder)
    apps = make_posed(settings, site, folder / "generated", posing, extensions)
    trial = Trial(apps, posing, settings.base_url)
    left = trial.run([*own_pages(site, extensions, apps), *pages(site)], until, lambda page: say({"begin": page.words}))
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
    main(Path(sys.argv[1]), float(sys.argv[2]))
