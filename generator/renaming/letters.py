"""From a stretch of a mail's text to its place in the file, whose lines it has as they stand."""

from __future__ import annotations

from dataclasses import replace

from generator.problems import Position
from generator.renaming.things import Mention


class LetterPlaces:
    """Of one file of mails/."""

    def find(self, mention: Mention) -> Position | None:
        before, at = mention.text[: mention.start], mention.at
        column = mention.start - before.rfind("\n") if "\n" in before else at.column + mention.start
        return replace(at, line=at.line + before.count("\n"), column=column, length=mention.length)
