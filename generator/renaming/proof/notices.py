"""The notices of a record type, before and after."""

from __future__ import annotations

from generator.notices import CREATED, Mail, Named, Notice
from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import Told, tell
from generator.renaming.proof.workflows import through
from generator.resolve.notices.wording import PLACEHOLDER


def compare_notices(pair: Pair) -> Told:
    one, other = pair.one.notices, pair.other.notices
    if len(one) != len(other):
        yield f"{pair.one.key}: notices"
    for left, right in zip(one, other, strict=False):
        yield from _notice(left, right, pair)


def _notice(one: Notice, other: Notice, pair: Pair) -> Told:
    key, new = pair.one.key, pair.renames
    found = {
        "name": one.mail is None or one.name == other.name,  # else it follows what happens
        "after": tuple(each if each == CREATED else new.of("move", key, each) for each in one.after) == other.after,
        "before": (new.field(key, one.before) if one.before else "") == other.before,
        "people": (new.record(one.people) if one.people else "") == other.people,
        "through": through(one.through, pair) == other.through,
        "where": pair.same_candidates(one.where, other.where, one.people),
        "email": (new.field(key, one.email) if one.email else "") == other.email,
        "when": pair.same_rule(one.when, other.when),
        "mail": _same_words(one.mail, other.mail),
        "say": _rest(one.say) == _rest(other.say),
        "named": [_path(each, pair) for each in one.named] == [each.path for each in other.named],
        "at": True,
    }
    yield from tell(f"{key}: notice {one.name}", one, other, found)


def _same_words(one: Mail | None, other: Mail | None) -> bool:
    """But for what they name, which is compared by its path."""
    if one is None or other is None:
        return one is other
    found = {part: _rest(getattr(one, part)) == _rest(getattr(other, part)) for part in ("subject", "body")}
    return not list(tell("", one, other, found))


def _rest(text: str) -> str:
    return PLACEHOLDER.sub("{}", text)


def _path(named: Named, pair: Pair) -> tuple[str, ...]:
    record, found, new = pair.one.key, [], pair.renames
    for step in named.path:
        found.append(new.own(record, step))
        record = new.world.shape(record).fields[step].type.record or ""
    return tuple(found)
