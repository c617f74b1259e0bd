"""The key `workflow` of a record type: its states and moves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Text
from generator.reading.choices import read_choices
from generator.reading.values import tables, text, text_table, texts
from generator.sources import Items, Table
from generator.spec import Consequence, Move, Workflow


def read_workflow(record: Table) -> Workflow | None:
    """None where there is none, or one without states, which is reported by its shape."""
    tree = record.get("workflow")
    states = tree.get("states") if isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(states, Table | Items):
        return None
    read = read_choices(states, None, tree.key("states").at)
    if not read.options:
        return None
    start = read.options[0][0]
    moves = {name: _move(name, move, start) for name, move in tables(tree, "moves")}
    return Workflow(record.key("workflow").at, read, texts(tree.get("final")), moves)


def _move(name: Text, move: Table, start: Text) -> Move:
    """A move that lacks a state is reported by its shape; `start` stands in."""
    return Move(
        name=name,
        at=name.at,
        source=texts(move.get("from")) or (start,),
        target=text(move, "to") or start,
        label=text(move, "label"),
        by=texts(move.get("by")),
        after=text(move, "after"),
        moment=text(move, "at"),
        as_soon_as=text(move, "as_soon_as"),
        not_by=texts(move.get("not_by")),
        when=text(move, "when"),
        within=text(move, "within"),
        needs=texts(move.get("needs")),
        set=text_table(move, "set"),
        say=text(move, "say"),
        then=tuple(_consequences(move)),
        was=text(move, "was"),
    )


def _consequences(move: Table) -> Iterator[Consequence]:
    listed = move.get("then")
    for item in listed if isinstance(listed, Items) else ():
        if isinstance(item, Table):
            yield Consequence(
                at=item.at,
                do=text(item, "do"),
                on=text(item, "on"),
                change=text(item, "change"),
                create=text(item, "create"),
                where=text(item, "where"),
                times=text(item, "times"),
                set=text_table(item, "set"),
            )
