"""What a job no longer looks for, because it was refused, as a part of its key: however many names there are, the key
stays short enough for its column."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LENGTH = 16


def mark_of(names: Sequence[str]) -> str:
    """Empty where nothing was refused."""
    return f"-past-{hashlib.sha256('/'.join(names).encode()).hexdigest()[:LENGTH]}" if names else ""
