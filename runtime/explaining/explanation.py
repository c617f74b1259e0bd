"""One record as one person has it: whether it is among their rows, and each field, creating and deleting."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.declarations.site import Portal, Site
from runtime.explaining.block import Block, FieldVerdicts
from runtime.explaining.moves import Moves, MoveVerdict
from runtime.explaining.verdicts import Verdict
from runtime.explaining.words import AccessWords
from runtime.scope.policy import Policy
from runtime.scope.principal import Principal
from runtime.scope.system import System


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whom it is about, which record, and what they may do with it. `create` is about the record type."""

    who: Principal
    portal: Portal
    record: RecordType
    record_id: int
    rows: Verdict
    create: Verdict
    delete: Verdict
    fields: tuple[FieldVerdicts, ...]
    moves: tuple[MoveVerdict, ...] = ()


def explain(
    system: System, site: Site, words: AccessWords, *, who: Principal, key: str, record_id: int
) -> Explanation | None:
    """None where there is no such record. One question to the system principal, about all rules together."""
    portal, record = site.portals[who.portal], site.records[key]
    policy = Policy(site, who.portal, who.role)
    said = words.of(portal, who.role, key)
    block, moves = Block(policy, record, said), Moves.of(policy, record, said)
    rules = [*block.rules(), *moves.rules()]
    answers = system.judge(key, record_id, rules, who)
    if answers is None:
        return None
    judgements = dict(zip(rules, answers, strict=True))
    rows = block.rows(judgements)
    return Explanation(
        who=who,
        portal=portal,
        record=record,
        record_id=record_id,
        rows=rows,
        create=block.create(),
        delete=block.delete(judgements, rows),
        fields=tuple(block.fields(judgements, rows)),
        moves=tuple(moves.verdicts(judgements, rows)),
    )
