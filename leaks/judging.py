"""Whether an answer is what the expectation says, beyond canaries: rows, counts, fields, choices, refusals.

Every judge gives the faults in words. What an answer may say less than allowed is judged only where it must be exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from generator.app import Field, Record
from leaks import reading
from leaks.asker import Asker
from leaks.requests import Answer, Request
from leaks.requests_lists import text_of
from runtime.records import BUILT_IN

Fault = tuple[str, str]
"""Where in the answer, and what."""
Judge = Callable[[Asker, Request, Answer], Iterator[Fault]]
LISTS = frozenset({"list", "csv", "xlsx", "api list"})
PAGE = 100


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
    record = asker.world.app.records.get(request.record)
    if record is None or request.method != "GET":
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


def _list(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """Ids and counts of a list by HTML, CSV, XLSX or JSON."""
    record = asker.world.app.records[request.record]
    if not asker.reads(record):
        if answer.code < 400:
            yield "status line", f"{answer.status} for a list that is not this person's to see"
        return
    if answer.code != 200:
        if request.expects.startswith("rows"):
            yield "status line", f"{answer.status} for a list that this person may see"
        return
    allowed = asker.expectation.rows(record.key)
    expected = _expected(asker, record, request)
    count, found = _found(request.kind, answer)
    if found is not None and (beyond := set(found) - allowed):
        yield "rows", f"has {len(beyond)} records that may not be seen, such as {record.key} {min(beyond)}"
    if count > len(allowed):
        yield "count", f"says {count}, but only {len(allowed)} may be seen"
    if expected is None or len(allowed) > PAGE:
        return
    if count != len(expected):
        yield "count", f"says {count}, but {len(expected)} may be seen of it"
    if found is not None and set(found) != expected:
        yield "rows", f"differ from what may be seen: {sorted(set(found) ^ expected)[:5]}"
    if found is not None and request.expects == "rows in order":
        yield from _order(asker, request, found)


def _order(asker: Asker, request: Request, found: list[int]) -> Iterator[Fault]:
    """Rows whose value may not be seen stand last, as those without one do."""
    rows, name = asker.world.rows[request.record], request.field
    empty = [rows[each].get(name) is None or not asker.sees(request.record, each, name) for each in found]
    if empty != sorted(empty):
        yield "rows", f"their order by {name} follows values that may not be seen"


def _found(kind: str, answer: Answer) -> tuple[int, list[int] | None]:
    """The count that the answer tells, and the ids where it names them."""
    if kind == "csv":
        return reading.lines_of_csv(answer), None
    if kind == "xlsx":
        return reading.lines_of_xlsx(answer), None
    if kind == "api list":
        told = reading.json_of(answer)
        return int(told.get("count", 0)), [int(each["id"]) for each in told.get("result", ())]
    return reading.count_of_page(answer.text), reading.rows_of_page(answer.text)


def _expected(asker: Asker, record: Record, request: Request) -> set[int] | None:
    """The ids that the list must have; None where this judge does not know."""
    allowed = asker.expectation.rows(record.key)
    if request.expects.startswith("rows"):
        return set(allowed)
    how, _, text = request.expects.partition(" ")
    if how != "equal":
        return None
    field = asker.fields(record)[request.field]
    if field.kind in ("link", "links"):
        target = field.target or ""
        seen = asker.expectation.rows(target)
        rows = asker.world.rows[record.key]
        return {
            each
            for each in allowed
            if asker.sees(record.key, each, field.name)
            and int(text) in _as_tuple(rows[each][field.name])
            and int(text) in seen
        }
    if field.kind == "choices":
        return {each for each in allowed if _holds(asker, record, each, field.name, text)}
    return {
        each
        for each in allowed
        if asker.sees(record.key, each, field.name)
        and text_of(field, asker.world.rows[record.key][each][field.name]) == text
    }


def _holds(asker: Asker, record: Record, record_id: int, name: str, text: str) -> bool:
    return asker.sees(record.key, record_id, name) and text in _as_tuple(asker.world.rows[record.key][record_id][name])


def _as_tuple(cell: object) -> tuple[object, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _detail(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if request.expects != "detail" or request.record_id is None:
        return
    yield from _access(answer, asker.expectation.rows(request.record), request.record_id)
    if answer.code != 200:
        return
    record = asker.world.app.records[request.record]
    names = [name for name in asker.readable(record) if asker.sees(record.key, request.record_id, name)]
    expected, found = Counter(_label(asker, record, name) for name in names), Counter(reading.labels_of(answer.text))
    if expected != found:
        yield "labels", f"shows {sorted(found - expected)} too many, {sorted(expected - found)} are missing"


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
        offered = reading.questions_of(answer.text)
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
    held = {each for each in _as_tuple(row.get(field.name)) if isinstance(each, int)}
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
    if answer.code != 200:
        return
    record = asker.world.app.records[request.record]
    told = reading.json_of(answer)
    names = {name for name in asker.readable(record) if asker.sees(record.key, request.record_id, name)}
    found = set(told.get("result", {})) - {"id", "title", "revision"}
    if found != names - {"id", "title", "revision"}:
        yield "fields", f"differ from what may be seen: {sorted(found ^ names)[:8]}"
    may = told.get("may", {})
    if set(may.get("edit", ())) - asker.expectation.editable(record.key, request.record_id):
        yield "may.edit", "names fields that may not be changed"
    if bool(may.get("delete")) != asker.expectation.may_delete(record.key, request.record_id):
        yield "may.delete", f"says {may.get('delete')}"


def _api_options(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    if answer.code != 200 or not request.field:
        return
    ids = {int(each["id"]) for each in reading.json_of(answer).get("result", ())}
    wrong = ids - asker.expectation.choices(request.record, request.field)
    if wrong:
        yield "choices", f"offers {len(wrong)} records that may not be seen, such as {min(wrong)}"


_JUDGES: Mapping[str, Judge] = {
    **dict.fromkeys(LISTS, _list),
    "detail": _detail,
    "received": _received,
    "edit": _edit,
    "new": _new,
    "delete": _delete,
    "file": _file,
    "api file": _file,
    "api record": _api_record,
    "api options": _api_options,
}
_STAYING: Mapping[str, Judge] = {"nobody": _nobody, "stays here": _stays_here}
