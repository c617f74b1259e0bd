"""Whether an answer is what the expectation says, beyond canaries: rows, counts, fields, choices, refusals.

Every judge gives the faults in words. What an answer may say less than allowed is judged only where it must be exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from generator.app import Field, Record
from leaks import reading
from leaks.asker import Asker
from leaks.judging_comments import judge_form, judge_said
from leaks.judging_documents import judge_description
from leaks.judging_lines import judge_lines, judge_lines_of_form, judge_told_lines
from leaks.judging_lists import Fault, as_tuple, judge_list, judge_related
from leaks.judging_moves import API_MOVE, judge_move, judge_offered
from leaks.moving import open_moves
from leaks.requests import Answer, Request
from leaks.requests_moves import move_in
from runtime.records import BUILT_IN

Judge = Callable[[Asker, Request, Answer], Iterator[Fault]]
PAGE_OF_MOVE = "move"
LISTS = frozenset({"list", "csv", "xlsx", "api list"})


def judge(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """All that is wrong with the answer."""
    if answer.code >= 500:
        yield "status line", f"the server failed: {answer.status}"
        return
    if (request.refused or request.expects == "refused") and answer.code < 400 and not _leads_elsewhere(answer):
        yield "status line", f"answered {answer.status} where it must be refused"
        return
    if request.expects in ("nobody", "stays here"):
        yield from _STAYING[request.expects](asker, request, answer)
        return
    if request.kind == "api description":
        yield from judge_description(asker, answer)
    if request.method == "PUT" and answer.code == 200:
        yield from _told(asker, request, answer)
    if request.record not in asker.world.app.records:
        return
    if request.kind in (PAGE_OF_MOVE, API_MOVE):
        yield from judge_move(asker, request, answer)
    if request.method != "GET":
        return
    judging = _JUDGES.get(request.kind)
    if judging is not None:
        yield from judging(asker, request, answer)


def _leads_elsewhere(answer: Answer) -> bool:
    """To the login: nobody was let in."""
    return answer.code == 303 and "/login" in answer.header("location")


def _nobody(_asker: Asker, _request: Request, answer: Answer) -> Iterator[Fault]:
    if answer.code < 400 and not _leads_elsewhere(answer):
        yield "status line", f"{answer.status} for a session that is not of this portal"


def _stays_here(asker: Asker, _request: Request, answer: Answer) -> Iterator[Fault]:
    goal = answer.header("location")
    if goal and not goal.startswith(f"{asker.portal.address}/"):
        yield "header location", f"leads away from the portal, to {goal}"


def _detail(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.expects != "detail" or request.record_id is None:
        return
    yield from _access(answer, asker.expectation.rows(request.record), request.record_id)
    if answer.code != 200:
        return
    record = asker.world.app.records[request.record]
    names = [name for name in asker.readable(record) if _is_told(asker, record, request.record_id, name)]
    expected, found = Counter(_label(asker, record, name) for name in names), Counter(reading.labels_of(answer.text))
    if expected != found:
        yield "labels", f"shows {sorted(found - expected)} too many, {sorted(expected - found)} are missing"
    yield from judge_offered(asker, request, answer)
    yield from judge_said(asker, request, answer)
    yield from judge_related(asker, request.record_id, answer)
    yield from judge_lines(asker, record, request.record_id, answer, lambda line, name: _label(asker, line, name))


def _is_told(asker: Asker, record: Record, record_id: int, name: str) -> bool:
    """Of a move that nobody has made yet nothing is told."""
    field = asker.fields(record).get(name)
    is_to_come = field is not None and field.kept and asker.world.rows[record.key][record_id][name] is None
    return asker.sees(record.key, record_id, name) and not is_to_come


def _label(asker: Asker, record: Record, name: str) -> str:
    """As this portal calls the field."""
    link, _, there = name.partition(".")
    here = _own_label(asker, record, link)
    if not there:
        return here
    target = asker.world.app.records[asker.fields(record)[link].target or ""]
    if target.title == f"{{{there}}}":
        return here
    label = BUILT_IN[there].label if there in BUILT_IN else asker.fields(target)[there].label
    return f"{here} ({label if label[1:2].isupper() else label[:1].lower() + label[1:]})"


def _own_label(asker: Asker, record: Record, name: str) -> str:
    access = asker.access(record)
    override = dict(access.overrides).get(name) if access else None
    if override is not None and override.label:
        return override.label
    return BUILT_IN[name].label if name in BUILT_IN else asker.fields(record)[name].label


def _access(answer: Answer, allowed: frozenset[int], record_id: int) -> Iterator[Fault]:
    if (answer.code == 200) != (record_id in allowed):
        yield "status line", f"{answer.status}, though this person {'may' if record_id in allowed else 'may not'}"


def _received(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.record_id is not None and not request.query:
        yield from _access(answer, asker.expectation.rows(request.record), request.record_id)


def _edit(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.record_id is None:
        return
    editable = asker.expectation.editable(request.record, request.record_id)
    if request.expects == "edit" and (answer.code == 200) != bool(editable):
        yield "status line", f"{answer.status}, though this person {'may' if editable else 'may not'} change it"
    if answer.code == 200:
        yield from _form(asker, request, answer, editable)


def _move(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """The page of an open move asks only for what it needs."""
    move = move_in(asker, request)
    if move is not None and answer.code == 200:
        yield from _form(asker, request, answer, frozenset(move.needs))


def _new(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    creatable = asker.expectation.creatable(request.record)
    if request.expects == "new" and (answer.code == 200) != bool(creatable):
        yield "status line", f"{answer.status}, though this person {'may' if creatable else 'may not'} add one"
    if answer.code == 200:
        yield from _form(asker, request, answer, creatable)


def _form(asker: Asker, request: Request, answer: Answer, open_to: frozenset[str]) -> Iterator[Fault]:
    """Only questions that this person may answer, offering only what they may choose."""
    if request.expects == "choices":
        offered = {request.field: reading.choices_of(answer.text, request.field)}
    else:
        offered = {name: ids for name, ids in reading.questions_of(answer.text).items() if "-" not in name}
        yield from judge_lines_of_form(asker, request, answer, open_to)
    if beyond := offered.keys() - open_to:
        yield "questions", f"asks for {', '.join(sorted(beyond))}, which may not be set"
    record = asker.world.app.records[request.record]
    for name, ids in offered.items():
        field = asker.fields(record).get(name)
        if field is not None and field.kind in ("link", "links"):
            wrong = ids - asker.expectation.choices(record.key, name) - _given(request) - _held(asker, request, field)
            if wrong:
                yield "choices", f"{name} offers {len(wrong)} records that may not be seen, such as {min(wrong)}"


def _held(asker: Asker, request: Request, field: Field) -> frozenset[int]:
    """What the link holds already: it stays, though it might not be chosen again."""
    row = asker.world.rows[request.record].get(request.record_id or 0, {})
    held = {each for each in as_tuple(row.get(field.name)) if isinstance(each, int)}
    return asker.expectation.rows(field.target or "") & held


def _given(request: Request) -> set[int]:
    return {int(value) for _, value in request.query if value.isdigit()}


def _delete(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.record_id is not None and request.expects == "delete":
        allowed = asker.expectation.may_delete(request.record, request.record_id)
        if (answer.code == 200) != allowed:
            yield "status line", f"{answer.status}, though this person {'may' if allowed else 'may not'} delete it"


def _file(_asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.expects == "file" and answer.code != 200:
        yield "status line", f"{answer.status} for a file that this person may have"


def _api_record(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.record_id is None or request.query:
        return
    yield from _access(answer, asker.expectation.rows(request.record), request.record_id)
    if answer.code == 200:
        yield from _told(asker, request, answer)


def judge_told(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """What the interface tells of a record that was moved, maybe out of this person's sight."""
    if request.kind != API_MOVE or request.record_id is None:
        return
    if request.record_id in asker.expectation.rows(request.record):
        yield from _told(asker, request, answer)
    elif reading.json_of(answer) != {"result": {"id": str(request.record_id)}}:
        yield "body", "tells of a record that may not be seen any more"


def _told(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """What the API tells of a record, by itself or once it was changed."""
    if request.record_id is None:
        return
    record = asker.world.app.records[request.record]
    told = reading.json_of(answer)
    names = {name for name in asker.readable(record) if asker.sees(record.key, request.record_id, name)}
    found = set(told.get("result", {})) - {"id", "title", "revision"}
    if found != names - {"id", "title", "revision"}:
        yield "fields", f"differ from what may be seen: {sorted(found ^ names)[:8]}"
    yield from judge_told_lines(asker, record, request.record_id, told.get("result", {}))
    if beyond := told.keys() - {"result", "may"}:
        yield "body", f"has {sorted(beyond)} beside the record"
    may = told.get("may", {})
    if set(may.get("edit", ())) - asker.expectation.editable(record.key, request.record_id):
        yield "may.edit", "names fields that may not be changed"
    if bool(may.get("delete")) != asker.expectation.may_delete(record.key, request.record_id):
        yield "may.delete", f"says {may.get('delete')}"
    expected = [move.name for move in open_moves(asker.expectation, record.key, request.record_id)]
    if may.get("moves", []) != expected:
        yield "may.moves", f"names {may.get('moves')}, but {expected} are open"


def _api_options(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if answer.code != 200 or not request.field:
        return
    ids = {int(each["id"]) for each in reading.json_of(answer).get("result", ())}
    wrong = ids - asker.expectation.choices(request.record, request.field)
    if wrong:
        yield "choices", f"offers {len(wrong)} records that may not be seen, such as {min(wrong)}"


_JUDGES: Mapping[str, Judge] = {
    **dict.fromkeys(LISTS, judge_list),
    "detail": _detail,
    "received": _received,
    "edit": _edit,
    "new": _new,
    PAGE_OF_MOVE: _move,
    **dict.fromkeys(("comment", "note"), judge_form),
    "delete": _delete,
    "file": _file,
    "api file": _file,
    "api record": _api_record,
    "api options": _api_options,
}
_STAYING: Mapping[str, Judge] = {"nobody": _nobody, "stays here": _stays_here}
