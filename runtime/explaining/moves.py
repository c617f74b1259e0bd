"""The moves of a record as one person has them: open now, open once something else holds, or never theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.declarations.rules import Rule
from runtime.declarations.workflow import STATE, Move
from runtime.explaining.verdicts import Verdict, allowed, refused
from runtime.explaining.words import BlockWords, Ground
from runtime.records import fields_of
from runtime.scope.moving import guards_of_person
from runtime.scope.policy import Policy
from runtime.scope.system import Judgement
from runtime.words import by_itself, joined, lasting


@dataclass(frozen=True, slots=True)
class MoveVerdict:
    name: str
    label: str
    open: Verdict


@dataclass(frozen=True, slots=True)
class Moves:
    """Of one record type and role. Their rules are made once, so that answers are found by them."""

    record: RecordType
    words: BlockWords
    guards: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, policy: Policy, record: RecordType, words: BlockWords) -> Moves:
        theirs = policy.moves(record.key)
        return cls(record, words, {name: guards_of_person(move) for name, move in theirs.items()})

    def rules(self) -> Iterator[Rule]:
        return (rule for rules in self.guards.values() for rule in rules)

    def verdicts(self, judgements: Mapping[Rule, Judgement], rows: Verdict) -> Iterator[MoveVerdict]:
        moves = {} if self.record.workflow is None else self.record.workflow.moves
        for name, move in moves.items():
            yield MoveVerdict(name, move.label, self._verdict(move, judgements, rows))

    def _verdict(self, move: Move, judgements: Mapping[Rule, Judgement], rows: Verdict) -> Verdict:
        if move.timer is not None:
            return refused(f"not open: it happens {by_itself(move.timer)}")
        if move.name not in self.guards:
            return refused("not open: it is no move of theirs")
        if not rows.allowed:
            return refused("not open: the record is not among their rows", *rows.at)
        ground = self.words.move(move)
        words = self._words(move, ground)
        failing = [each for each, rule in zip(words, self.guards[move.name], strict=True) if not judgements[rule].holds]
        if failing:
            return refused(f"not open; open once {' and '.join(failing)}", ground.at)
        return allowed(f"open while {' and '.join(words)}", ground.at)

    def _words(self, move: Move, ground: Ground) -> Sequence[str]:
        """Of each guard, in their order; they fit after "while"."""
        states = fields_of(self.record.model)[STATE].choices
        moves = self.record.workflow.moves if self.record.workflow else {}
        words = [f"it is {joined([f'“{states[each]}”' for each in move.source], 'or')}"]
        words += [ground.words] if move.when else []
        words += [f"it has been so for {lasting(move.within)} at most"] if move.within else []
        return [*words, *(f"they did not make “{moves[each].label}” themselves" for each in move.not_by)]
