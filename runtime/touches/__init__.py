"""The touch log: who was shown, sent or given what, when, and through whose eyes. Rows are only ever added.

What was changed stands in the history of changes. Nothing here decides what anybody may see.
"""

from runtime.touches.log import TouchLog, Unlogged
from runtime.touches.touch import Act, Door, Touch, Way

__all__ = ["Act", "Door", "Touch", "TouchLog", "Unlogged", "Way"]
