"""Which seeded bugs make a difference with these specs: what nothing in them is about cannot be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.app import Access, App, Record, RuleName
from generator.workflow import Consequence, Do, Make, Move, Update
from leaks.breaking import Bug
from leaks.goals import has_own_rows
from leaks.guards import STATE
from leaks.moving import all_moves
from leaks.seeded import API_BUGS, BUGS
from leaks.seeded_fields import FIELD_BUGS
from leaks.seeded_moves import MOVE_API_BUGS, MOVE_BUGS
from leaks.seeded_notices import NOTICE_BUGS
from leaks.seeded_words import WORD_BUGS
from leaks.world import EVERYTHING, PARENT, access_of
from runtime.declarations.fields import TEXT_KINDS
from runtime.scope.titles import read_title


@dataclass(frozen=True, slots=True)
class Block:
    """What people of one role may do with a record type; they see some record of it."""

    record: Record
    access: Access
    role: str


def bugs_of(app: App) -> Mapping[str, Bug]:
    left_out = {name for name, applies in _APPLIES.items() if not any(applies(app, each) for each in _blocks(app))}
    by_api = (each for each in _blocks(app) if app.portals[each.access.portal].api)
    api = API_BUGS if any(portal.api for portal in app.portals.values()) else {}
    moves = MOVE_BUGS if any(moves_of(each) for each in _blocks(app)) else {}
    moves_by_api = MOVE_API_BUGS if any(map(moves_of, by_api)) else {}
    notices = NOTICE_BUGS if any(record.thread for record in app.records.values()) else {}
    known = {**BUGS, **FIELD_BUGS, **api, **moves, **moves_by_api, **WORD_BUGS, **notices}
    return {name: bug for name, bug in known.items() if name not in left_out}


def _blocks(app: App) -> Iterator[Block]:
    roles = [(portal.key, role) for portal in app.portals.values() for role in ("", *portal.roles)]
    found = (
        (record, access_of(record, portal, role), role) for record in app.records.values() for portal, role in roles
    )
    return (Block(record, access, role) for record, access, role in found if access is not None and access.rows)


def moves_of(block: Block) -> list[Move]:
    """The moves of a record type that a role makes."""
    actors = {block.access.portal, f"{block.access.portal}.{block.role}"}
    return [move for move in all_moves(block.record) if not actors.isdisjoint(move.by)]


def _searches_conditional(_app: App, block: Block) -> bool:
    """A text that is searched is seen of some rows only."""
    record, access = block.record, block.access
    always = {name for grant in access.see if grant.when is None for name in grant.fields}
    sometimes = {name for grant in access.see for name in grant.fields} - always
    texts = {field.name for field in record.fields if field.kind in TEXT_KINDS}
    return bool(sometimes & texts & {*access.list, *read_title(access.title or record.title).names})


def _hides_of_title(_app: App, block: Block) -> bool:
    record, access = block.record, block.access
    seen = {name for grant in access.see if grant.when is None for name in grant.fields}
    return not seen.issuperset(read_title(access.title or record.title).names)


def _edits_conditionally(_app: App, block: Block) -> bool:
    return any(grant.when for grant in block.access.edit)


def _rules_lines(_app: App, block: Block) -> bool:
    """Lines that are seen are not all that their owner has."""
    return has_own_rows(block.record, block.access)


# Moves


def _some_move(holds: Callable[[Move], bool]) -> Callable[[App, Block], bool]:
    return lambda _app, block: any(map(holds, moves_of(block)))


def _is_left_to_some(_app: App, block: Block) -> bool:
    """Somebody who sees such records does not make all of their moves."""
    makes = {move.name for move in all_moves(block.record) if move.by}
    return bool(makes) and makes != {move.name for move in moves_of(block)}


def _is_of_some(_app: App, block: Block) -> bool:
    return bool(moves_of(block)) and block.access.rows not in (EVERYTHING, PARENT)


def _hides_state(_app: App, block: Block) -> bool:
    always = {name for grant in block.access.see if grant.when is None for name in grant.fields}
    return bool(moves_of(block)) and STATE not in always


def _words_for(*names: str) -> Callable[[App, Block], bool]:
    """One of the fields is seen where a word stands for several states."""

    def applies(_app: App, block: Block) -> bool:
        seen = {name for grant in block.access.see for name in grant.fields}
        return bool(block.access.words.joined) and not seen.isdisjoint(names)

    return applies


def _tells_words(app: App, block: Block) -> bool:
    portal = app.portals[block.access.portal]
    return _words_for(STATE)(app, block) and (portal.inside or block.access.history)


def _names_unready(app: App, block: Block) -> bool:
    """What follows is about records of which some are seen and some are not."""
    reached = (each for each in _consequences(block) if isinstance(each, Do))
    return any(_rows_of(app, each, block) not in (None, EVERYTHING, PARENT) for each in reached)


def _limits_unseen(app: App, block: Block) -> bool:
    """What follows sets a field of what is not always seen, within limits that depend on the record."""
    return any(
        isinstance(field.minimum, RuleName) or isinstance(field.maximum, RuleName)
        for each in _consequences(block)
        if isinstance(each, Update) and _rows_of(app, each, block) != EVERYTHING
        for field in app.records[each.record].fields
        if field.name in dict(each.set)
    )


def _consequences(block: Block) -> Iterator[Consequence]:
    return (each for move in moves_of(block) for each in move.then)


def _rows_of(app: App, consequence: Consequence, block: Block) -> str | None:
    found = access_of(app.records[consequence.record], block.access.portal, block.role)
    return None if found is None else found.rows


def _chooses(consequence: Consequence) -> bool:
    return not isinstance(consequence, Make) and consequence.where is not None


_APPLIES: Mapping[str, Callable[[App, Block], bool]] = {
    "search in what a condition hides": _searches_conditional,
    "title of hidden fields": _hides_of_title,
    "edit though its condition fails": _edits_conditionally,
    "lines without their own rule": _rules_lines,
    "move by anybody": _is_left_to_some,
    "move of any record": _is_of_some,
    "page of a move of any record": _is_of_some,
    "state of an unseen record told": _is_of_some,
    "move though its condition fails": _some_move(lambda move: move.when is not None),
    "move that is too late": _some_move(lambda move: move.within is not None),
    "move by who made the one before": _some_move(lambda move: bool(move.not_by)),
    "move without what it needs": _some_move(lambda move: bool(move.needs)),
    "hidden state told where a move is not open": _hides_state,
    "consequence for what is not ready": _some_move(lambda move: any(isinstance(each, Do) for each in move.then)),
    "consequence without its condition": _some_move(lambda move: any(map(_chooses, move.then))),
    "hidden record named where it is not ready": _names_unready,
    "faults of hidden records told": _limits_unseen,
    **dict.fromkeys(
        (
            "state under a word shown",
            "filter by a state under a word",
            "sort by the state under a word",
            "revision tells of states under a word",
        ),
        _words_for(STATE),
    ),
    "date of the last change tells of states under a word": _words_for("updated"),
    "history tells of states under a word": _tells_words,
}
