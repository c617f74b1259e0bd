"""What the seam raises."""

from __future__ import annotations


class SeamError(Exception):
    """A statement that neither `scope` nor `service`, nor a room about tables of its own, has made."""
