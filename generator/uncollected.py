"""Work without a look for circles of values: what makes a generation, or loads code, makes hardly any.

A sixth of the time of a generation goes into looking. It is looked for again afterwards, if it was before.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
