"""Words of portals: that nothing there tells states under one word apart, neither a rule nor a field nor a move."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Record
from generator.problems import Problem
from generator.rules.words.apart import Apart
from generator.rules.words.fields import telling_fields
from generator.rules.words.moves import telling_moves
from generator.rules.words.notices import telling_notices
from generator.rules.words.uses import telling_rules, uses_that_may_tell


def judge(record: Record, app: App) -> Iterator[Problem]:
    asked = uses_that_may_tell(record, app)
    for portal in app.portals.values():
        for role in ("", *portal.roles):
            apart = Apart(app, portal.key, role)
            yield from telling_fields(record, apart)
            yield from telling_moves(record, apart)
            yield from telling_rules(record, asked, apart)
            yield from telling_notices(record, apart)
