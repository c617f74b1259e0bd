"""A portal's own words for states and moves, as `generated/portals/<record>.py` states them."""

from __future__ import annotations

from generator.python import Call, Code, call, lay_out, literal, mapping, sequence
from generator.words import MoveWords, Words


def words_code(words: Words) -> dict[str, Code]:
    """As an argument of the access; none where all is called as everywhere."""
    named: dict[str, Code] = {}
    if words.states:
        named["labels"] = mapping({word.name: literal(word.label) for word in words.states})
    under = {state: word.name for word in words.states for state in word.states if state != word.name}
    if under:
        named["of"] = mapping({state: literal(word) for state, word in under.items()})
    if words.moves:
        named["moves"] = mapping({move.name: _move(move) for move in words.moves})
    if words.untold:
        named["untold"] = lay_out(sequence(map(literal, words.untold)))
    for name in ("updated", "revision"):
        if getattr(words, name):
            named[name] = literal(getattr(words, name))
    return {"words": call("Words", **named)} if named else {}


def _move(move: MoveWords) -> Call:
    named = {name: literal(getattr(move, name)) for name in ("label", "say") if getattr(move, name)}
    return call("MoveWords", **named)
