"""Why a backup could not be made or put back."""

from __future__ import annotations


class BackupError(Exception):
    """In words for the operator, without a full stop."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
