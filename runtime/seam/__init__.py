"""The seam: no statement reaches the database but those of a room that may make it, about tables that it may touch.

A room has its pass as an execution option: of its engines (`Engines.made_by`), or of a single statement (`passed`). The
listener `admit` looks at it; the cursors of the drivers run what was admitted, once, and nothing else. Python has no
walls: whoever reaches for private attributes gets through. Nobody does by mistake, and none of the library's ways does.
"""

from runtime.seam.admission import admit, passed
from runtime.seam.errors import SeamError
from runtime.seam.passes import Pass, pass_of
from runtime.seam.planning import Planning
from runtime.seam.texts import context_of, fetch

__all__ = ["Pass", "Planning", "SeamError", "admit", "context_of", "fetch", "pass_of", "passed"]
