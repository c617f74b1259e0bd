"""States and moves in a portal's own words: fields, columns and moves as its people know them.

States under one word are one state from here on: the database puts the word in the place of the state before anything
is compared, sorted, counted or read. What would tell them apart by its moment or its number, the last change and the
revision, is that of the last change that these people could notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, literal

from runtime.columns import ChoiceColumn
from runtime.declarations.fields import Field
from runtime.declarations.words import MoveWords, Words
from runtime.declarations.workflow import STATE, Move

AS_IS = MoveWords()


def worded_field(field: Field, words: Words) -> Field:
    """The state with the choices that there are in these words; any other field as it is."""
    return replace(field, choices=words.labels) if field.name == STATE and words.labels else field


def worded_move(move: Move, words: Words) -> Move:
    own = words.moves.get(move.name, AS_IS)
    return replace(move, label=own.label or move.label, say=own.say or move.say)


def worded_moves(moves: Mapping[str, Move], words: Words) -> Mapping[str, Move]:
    return {name: worded_move(move, words) for name, move in moves.items()} if words.moves else moves


def worded_column(alias: FromClause, name: str, words: Words) -> ColumnElement[Any]:
    """A column as these people know it, by its attribute."""
    column: ColumnElement[Any] = alias.c[name]
    if name == STATE and words.of:
        return _word_of(column, words)
    own = {"updated": words.updated, "revision": words.revision}.get(name)
    return func.coalesce(alias.c[own], column, type_=column.type) if own else column


def _word_of(state: ColumnElement[Any], words: Words) -> ColumnElement[Any]:
    """Missing for what is no state any more."""
    known = {**dict(zip(words.labels, words.labels, strict=True)), **words.of}
    named = {literal(each, state.type): literal(word, ChoiceColumn()) for each, word in known.items()}
    return case(named, value=state)
