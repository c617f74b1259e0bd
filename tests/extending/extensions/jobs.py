"""Jobs of the bakery."""

from runtime.extending import Forbidden, ListQuery, Task, job


@job(
    "finish", reason="What was baked is done at night.", reads={"order": ("what", "state")}, edits={"order": ("state",)}
)
def finish(task: Task) -> str:
    rows = task.read.page(ListQuery("order", filters={"state": "baking"})).rows
    for row in rows:
        task.edit("order", row, {"state": "done"})
    return f"{len(rows)} orders are done."


@job("overreach", reason="Tries what it did not declare.", reads={"order": ("what",)})
def overreach(task: Task) -> str:
    (row, *_) = task.read.page(ListQuery("order", columns=("what",))).rows
    seen = task.read.record("order", row.id)
    assert seen is not None
    tried = [sorted(seen.values), len(task.read.readable("customer"))]
    try:
        task.edit("order", row, {"notes": "Mine"})
    except Forbidden as forbidden:
        tried.append(forbidden.words)
    try:
        task.delete("order", row)
    except Forbidden as forbidden:
        tried.append(forbidden.words)
    return f"{tried}"


@job("stumble", reason="Fails in the middle.", reads={"order": ("what",)}, edits={"order": ("what",)})
def stumble(task: Task) -> None:
    rows = task.read.page(ListQuery("order")).rows
    task.edit("order", rows[0], {"what": "Touched"})
    raise RuntimeError("in the middle")
