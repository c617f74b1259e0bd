"""How many statements a change takes, counted at the driver; the request adds one for its session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, event

from runtime.ids import new_id
from runtime.service import Refused, Upload
from tests.service.conftest import PNG, Yard


@contextmanager
def counted(yard: Yard) -> Iterator[list[str]]:
    """Locks that only PostgreSQL needs are left out, and so is BEGIN, which the driver sends there by itself."""
    texts: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN") and "pg_advisory" not in statement:
            texts.append(statement)

    engines: tuple[Engine, ...] = (yard.engines.read, yard.engines.write)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def statements(yard: Yard, work: Callable[[], Any]) -> list[str]:
    work()  # what is compiled or connected once is not counted
    with counted(yard) as texts:
        work()
    return texts


def has_parts(yard: Yard) -> bool:
    """Whether statements may have others as their parts: then a record comes with its history, a number with links."""
    return yard.engines.write.dialect.name == "postgresql"


def test_a_plain_record_takes_its_number_itself_and_its_history(yard: Yard) -> None:
    texts = statements(yard, lambda: yard.create("yard_letter", text="Dear yard"))
    assert len(texts) == 3 + 1 - has_parts(yard), texts  # its preset follows a link of the person
    assert ("portal_history" in texts[-1], "yard_letter" in texts[-1]) == (True, has_parts(yard))


def job(yard: Yard, upload: Callable[..., Upload], files: int, **links: Any) -> list[str]:
    def work() -> None:
        uploads = {"photos": tuple(upload(f"{place}.png", PNG) for place in range(files))}
        values = {"subject": f"Job {new_id()}", **links}
        yard.service.create(yard.people["ann"], "yard_job", values, uploads=uploads)

    return statements(yard, work)


def test_each_link_and_each_file_takes_one_more(yard: Yard, upload: Callable[..., Upload]) -> None:
    bare = job(yard, upload, 0)
    assert len(bare) <= 15, bare  # with four computed values, a rule of uniqueness and two checks
    assert len(job(yard, upload, 3)) == len(bare) + 3
    along = has_parts(yard)  # the number comes with them; there, what is linked waits too: a check reads other records
    assert len(job(yard, upload, 0, part=yard.ids["mast"])) == len(bare) + 1
    assert len(job(yard, upload, 0, people=(yard.ids["abe"],))) == len(bare) + 2 - along  # it is judged, and written


def test_the_links_of_a_record_take_one_more_together(yard: Yard, upload: Callable[..., Upload]) -> None:
    alone = job(yard, upload, 0, part=yard.ids["mast"])
    both = job(yard, upload, 0, part=yard.ids["mast"], people=(yard.ids["abe"],))
    assert len(both) == len(alone) + 1, both  # it is written; judged it is with the other one


def test_a_number_that_came_with_links_is_given_again_where_they_are_refused(yard: Yard) -> None:
    first = yard.create(part=yard.ids["mast"]).number
    with pytest.raises(Refused):
        yard.create(part=yard.ids["keel"])
    second = yard.create(people=(yard.ids["abe"],)).number
    assert first is not None
    assert second is not None
    assert int(second.rpartition("-")[2]) == int(first.rpartition("-")[2]) + 1


def test_an_edit_takes_the_record_its_rights_the_change_and_the_history(yard: Yard) -> None:
    client = yard.create("yard_client", "lou", name="Edited").id
    with counted(yard) as texts:
        yard.service.edit(yard.people["lou"], "yard_client", client, {"quota": 5}, revision=1)
    assert len(texts) == 4, texts


def test_links_that_stay_take_one_more_together(yard: Yard) -> None:
    links = {"part": yard.ids["mast"], "people": (yard.ids["abe"], yard.ids["ann"])}
    saved = yard.create(**links)

    def edit(**values: Any) -> int:
        revision = yard.revision("yard_job", saved.id)
        with counted(yard) as texts:
            yard.service.edit(yard.people["ann"], "yard_job", saved.id, values, revision=revision)
        return len(texts)

    edit(details="Before")
    assert edit(details="Now", **links) == edit(details="Then") + 2  # what the set holds is read, and who is seen


def test_a_deletion_looks_for_links_first(yard: Yard) -> None:
    saved = yard.create()
    line = yard.create("yard_line", job=saved.id, quantity=1, price=Decimal(1)).id
    with counted(yard) as texts:
        yard.service.delete(yard.people["ann"], "yard_line", line, revision=1)
    own = [text for text in texts if "yard_line" in text or "portal_" in text]
    assert sum(text.startswith("DELETE") for text in own) == 2  # its files and itself
