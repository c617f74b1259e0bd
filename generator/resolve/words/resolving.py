"""The keys `states` and `moves` of a portal's block: every state and move looked up, every state under one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.naming import label
from generator.problems import Problem, Text
from generator.resolve.grants import Place
from generator.resolve.problems import missing
from generator.resolve.words.fields import differs, names_of
from generator.spec import Record, Workflow
from generator.worded import Word as Written
from generator.words import AS_EVERYWHERE, MoveWords, Word, Words, untold_moves


def resolve_words(place: Place) -> Words:
    access, workflow = place.block.access, place.record.workflow
    if access.states is None and access.moves is None:
        return AS_EVERYWHERE
    if workflow is None:
        _report_idle(place)
        return AS_EVERYWHERE
    states = _states(place, workflow)
    joined = [word.states for word in states if word.joins]
    own = names_of(str(place.portal.key), _whose(place)) if joined else ("", "")
    starts = {str(workflow.states.options[0][0]), *_presets(place.record)}
    return Words(
        states=states,
        moves=tuple(_moves(place, workflow)),
        untold=tuple(untold_moves(workflow.moves.values(), starts, joined)),
        updated=own[0],
        revision=own[1],
    )


def _report_idle(place: Place) -> None:
    for key in ("states", "moves"):
        names = getattr(place.block.access, key)
        if names and key in place.block.written:
            message = f"'{key}' of {place.title} has no effect: '{place.record.key}' has no workflow"
            place.report("S340", message, next(iter(names)), f"remove '{key}', or add 'workflow'")


def _states(place: Place, workflow: Workflow) -> tuple[Word, ...]:
    """All that can be met there, in the order of the states; none where the portal has no words of its own."""
    written = place.block.access.states
    if written is None:
        return ()
    options = {str(state): str(words) for state, words in workflow.states.options}
    under = _by_state(place, written, options)
    found: dict[str, Word] = {}
    for state, words in options.items():
        name = str(under[state].name) if state in under else state
        if name in found:
            continue
        if state not in under:
            found[name] = Word(name, words, (state,), place.block.access.at)
            continue
        word = under[state]
        states = tuple(each for each in options if under.get(each) is word)
        own = word.label or options.get(name) or label(name)
        found[name] = Word(name, str(own), states, word.at)
    _check_labels(place, found.values())
    return tuple(found.values())


def _by_state(place: Place, written: Mapping[Text, Written], options: Mapping[str, str]) -> dict[str, Written]:
    """The word of each state that has one; what is wrong is told and left out."""
    under: dict[str, Written] = {}
    for word in written.values():
        for state in dict.fromkeys(word.of or (word.name,)):
            if state not in options:
                place.problems.append(missing(f"'states' of {place.title}", "state", state, options))
            elif state in under:
                message = f"{place.title} calls state '{state}' '{under[state].name}' and '{word.name}'"
                place.report("S341", message, state, "take it out of one of them")
            else:
                under[str(state)] = word
    for word in written.values():
        if word.name in options and under.get(word.name) is not word and word.of:
            message = f"the word '{word.name}' of {place.title} has the name of a state that it does not stand for"
            hint = f"add '{word.name}' to its 'of', or call the word something else"
            place.report("S342", message, word.name, hint)
    return under


def _check_labels(place: Place, words: Iterable[Word]) -> None:
    """People could not tell two words apart that read the same, though the interface could."""
    known: dict[str, Word] = {}
    for word in words:
        other = known.setdefault(word.label, word)
        if other is not word:
            message = f"'{other.name}' and '{word.name}' both read “{word.label}” in {place.title}"
            hint = (
                f"give one of them another label, or write one word: of: [{', '.join((*other.states, *word.states))}]"
            )
            place.problems.append(Problem("S343", message, word.at, hint))


def _moves(place: Place, workflow: Workflow) -> Iterator[MoveWords]:
    for name, words in (place.block.access.moves or {}).items():
        if name in workflow.moves:
            yield MoveWords(str(name), str(words.label or ""), str(words.say or ""), words.at)
        else:
            place.problems.append(missing(f"'moves' of {place.title}", "move", name, workflow.moves))


def _whose(place: Place) -> str:
    """The role by whose name the fields are called that say what was noticed: "" for those of the whole portal."""
    return place.block.role if differs(place.block.written) else ""


def _presets(record: Record) -> Iterator[str]:
    """The states in which portals let records begin."""
    blocks = [each for block in record.portals.values() for each in (block, *block.roles.values())]
    return (str(text) for block in blocks for name, text in (block.preset or {}).items() if name == "state")
