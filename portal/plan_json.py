"""A plan as JSON: for programs, and as the file that `portal apply FILE` carries out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.access.report import as_json as access_json
from generator.changes.lock import FILE as LOCK_FILE
from generator.report import as_json as problems_json
from portal.basis import Basis
from portal.former import Renamed
from portal.generations import now as moment
from portal.plan_text import BIG, summary
from portal.planning import Change, Plan
from portal.refusal import BLOCKED, RefusalError

FORM = 1


def as_json(plan: Plan) -> str:
    files, database = plan.draft.files, plan.database
    found: dict[str, Any] = {
        "form": FORM,
        "made": moment(),
        "exit": plan.code,
        "summary": "No changes." if plan.is_nothing else summary(plan),
        "basis": asdict(plan.basis),
        "files": asdict(files),
        "changes": [*map(_change, plan.changes), *map(_renamed, plan.renamed)],
        "moves": [{**asdict(each), "words": each.words()} for each in plan.moves],
        "findings": [asdict(each) for each in database.findings],
        "drift": list(database.drift),
        "edits": [asdict(each) for each in plan.draft.edits],
        "access": json.loads(access_json(plan.access, plan.before or "")) if plan.access else None,
        "extensions": json.loads(problems_json(plan.breakage)),
        "problems": json.loads(problems_json(plan.draft.generation.problems)),
        "lists": json.loads(problems_json(plan.walks)),
        "database": {"steps": list(database.steps), "revisions": list(database.revisions)},
        "touched": [asdict(each) for each in database.touched],
        "seconds": sum(each.seconds for each in database.touched if each.rows > BIG),
    }
    return json.dumps(found, indent=1, ensure_ascii=False)


def read_plan(path: Path) -> Basis:
    """What a saved plan was made from. Raises RefusalError where the file is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        basis = Basis(**found["basis"])
    except (OSError, ValueError, KeyError, TypeError):
        raise RefusalError(f"{path} is not a plan; make one with: portal plan --out {path}", BLOCKED) from None
    if found.get("form") != FORM:
        raise RefusalError(f"{path} was made by another version; make a new plan", BLOCKED)
    return basis


def _change(change: Change) -> dict[str, Any]:
    operation = change.operation
    return {
        "kind": type(operation).__name__,
        "words": operation.words(),
        "effect": operation.effect(change.rows),
        "rows": change.rows,
        "at": f"{operation.at.file}:{operation.at.line}",
    }


def _renamed(renamed: Renamed) -> dict[str, Any]:
    """As an operation is told."""
    then, now = renamed
    words = f"{then.partition('.')[2]} is called {now.rpartition('.')[2]} now"
    return {"kind": "Renamed", "words": words, "effect": "no row needs a change", "rows": 0, "at": LOCK_FILE}
