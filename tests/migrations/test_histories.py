"""Random histories of a table, by hypothesis: rows written by servers of this generation and the one before, changes
applied, settled and taken back.

Whatever was entered last is readable afterwards: in a column, active or retired, converted, or kept by the apply.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from generator.app import Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill, Option
from runtime.migrations.conversions import Form, pairs
from runtime.migrations.kinds import column_type
from runtime.migrations.remembering import plain
from runtime.migrations.results import BlockedError
from runtime.migrations.schema import is_servable
from tests.migrations.world import AT, SITE, Database, first
from tests.servers.postgres import Postgres

OPTIONS = tuple(Option(name, name.title(), name) for name in ("red", "blue", "green"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["12", "-3.50", "1,200", "yes", "red", "Blue", "2026-02-28", "1h 30m", "abc", "1", "0"]),
    "integer": st.sampled_from([0, 1, 7, -12, 10**12]),
    "money": st.decimals(-(10**6), 10**6, places=2),
    "yesno": st.booleans(),
    "choice": st.sampled_from([option.stored for option in OPTIONS]),
    "choices": st.lists(st.sampled_from([option.stored for option in OPTIONS]), min_size=1, unique=True).map(tuple),
    "date": st.dates(),
    "duration": st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
}
FILLS: Mapping[str, str | int] = {"text": "none", "integer": 0, "yesno": False, "choice": "red"}
FIELDS = ("left", "right")


def column(name: str, kind: str) -> Column:
    places = 2 if kind == "money" else None
    return Column("ticket", name, kind, places, options=OPTIONS if kind in {"choice", "choices"} else ())


class Histories(RuleBasedStateMachine):
    """`past` are the generations before, the present one last. `entered` is what was entered last, in which column."""

    make_database: ClassVar[Callable[[], AbstractContextManager[str]]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="histories-"))
        self.stack.callback(shutil.rmtree, self.folder)
        self.database = Database(self.stack.enter_context(type(self).make_database()))
        self.stack.callback(self.database.engines.dispose)
        self.columns: dict[str, Column] = {}
        self.entered: dict[tuple[int, str], tuple[Column, Any]] = {}
        self.records: list[int] = []
        self.count = 0
        self.settled = True

    @initialize(left=st.sampled_from(sorted(VALUES)), right=st.sampled_from(sorted(VALUES)))
    def begin(self, left: str, right: str) -> None:
        self.fields: list[dict[str, Column]] = [{"left": column("left", left), "right": column("right", right)}]
        self.columns.update(self.fields[0])
        self.past = [first(self.folder / "g0", self.fields[0].values())]
        self.database.bring(self.past[0])

    @rule(data=st.data(), old=st.booleans(), field=st.sampled_from(FIELDS))
    def write(self, data: st.DataObject, old: bool, field: str) -> None:
        """A server writes; one of the generation before only while the present one is not settled."""
        place = -2 if old and not self.settled else -1
        of = self.fields[place].get(field)
        if of is None:
            return
        value = data.draw(VALUES[of.kind])
        record = data.draw(st.sampled_from([*self.records, 0]))
        if record:
            self.database.change(self.past[place], "ticket", record, **{of.name: value})
        else:
            record = self.database.add(self.past[place], "ticket", **{of.name: value})
            self.records.append(record)
        self.entered[record, field] = (of, value)

    @precondition(lambda self: self.settled)
    @rule(
        field=st.sampled_from(FIELDS),
        kind=st.sampled_from(sorted(VALUES)),
        answer=st.sampled_from(["", "from", "fill"]),
    )
    def convert(self, field: str, kind: str, answer: str) -> None:
        source = self.fields[-1].get(field)
        if source is None or not _is_convertible(source.kind, kind):
            return
        self.count += 1
        target = column(f"{field}_{self.count}", kind)
        fill = Fill(Constant(FILLS[kind]), "", "backfill") if answer == "fill" and kind in FILLS else None
        change = changes.ConvertField(AT, "ticket", field, source, target, False, fill, answer == "from")
        self._apply([change], {**self.fields[-1], field: target})

    @precondition(lambda self: self.settled)
    @rule(field=st.sampled_from(FIELDS))
    def retire(self, field: str) -> None:
        if field in self.fields[-1] and len(self.fields[-1]) > 1:
            left = {name: of for name, of in self.fields[-1].items() if name != field}
            self._apply([changes.RetireField(AT, "ticket", field, self.fields[-1][field])], left)

    @precondition(lambda self: self.settled)
    @rule(field=st.sampled_from(FIELDS))
    def restore(self, field: str) -> None:
        """Under the column that it had last."""
        if field not in self.fields[-1]:
            of = next(fields[field] for fields in reversed(self.fields) if field in fields)
            self._apply([changes.RestoreField(AT, "ticket", field, of)], {**self.fields[-1], field: of})

    @precondition(lambda self: self.settled)
    @rule(field=st.sampled_from(FIELDS))
    def merge(self, field: str) -> None:
        of = self.fields[-1].get(field)
        if of is not None and of.options:
            change = changes.MergeChoice(AT, field, "red", "blue", "red", "blue", (of,))
            self._apply([change], dict(self.fields[-1]))

    @precondition(lambda self: not self.settled)
    @rule()
    def settle(self) -> None:
        self.database.settle(self.past[-1])
        self.settled = True
        assert self.database.settle(self.past[-1]).rows == ()

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def take_back(self) -> None:
        leaving = self.past.pop()
        self.fields.pop()
        self.database.take_back(leaving, self.past[-1])
        self.settled = True

    @invariant()
    def all_is_readable(self) -> None:
        kept = self._kept()
        now, rows = self._rows(), self.entered.items()
        for (record, field), (of, value) in rows:
            found = [now[record].get(name) for name in now[record]]
            assert plain(value) in [*map(plain, found), *kept.get(record, [])], (record, field, of, value, now[record])

    @invariant()
    def what_was_entered_is_what_is_read(self) -> None:
        """Once settled: a value that can be converted is what the present generation shows."""
        if not self.settled or not hasattr(self, "past"):
            return
        shown = self.database.rows(self.past[-1], "ticket")
        for (record, field), (of, value) in self.entered.items():
            now = self.fields[-1].get(field)
            if now is not None and now == of and "red" not in (value if isinstance(value, tuple) else (value,)):
                assert plain(shown[record][now.name]) == plain(value)

    @invariant()
    def the_database_serves(self) -> None:
        for generation in getattr(self, "past", []):
            assert is_servable(self.database.engines.read, (generation.metadata,))

    def teardown(self) -> None:
        self.stack.close()

    def _apply(self, operations: list[changes.Operation], fields: dict[str, Column]) -> None:
        later = self.past[-1].next(f"g{len(self.past)}_{self.count}_{len(operations)}", operations, fields.values())
        before = self.database.plan(self.past[-1]).schema
        try:
            self.database.bring(later)
        except BlockedError as error:
            assert error.findings
            assert self.database.plan(self.past[-1]).schema == before
            return
        self.columns.update({of.name: of for of in fields.values()})
        self.past.append(later)
        self.fields.append(fields)
        self.settled = False

    def _rows(self) -> dict[int, dict[str, Any]]:
        """All columns that there ever were, by the kinds that they have."""
        own = [sa.column(name, column_type(of.kind, of.places)) for name, of in self.columns.items()]
        rows = sa.table("ticket", sa.column("id", column_type("link")), *own)
        with self.database.engines.read.connect() as connection:
            return {row["id"]: dict(row) for row in connection.execute(sa.select(rows)).mappings()}

    def _kept(self) -> dict[int, list[Any]]:
        """What applies changed in place."""
        kept: dict[int, list[Any]] = {}
        for record, action, entry in self.database.history("ticket"):
            if action == "apply":
                kept.setdefault(record, []).extend(before for before, _ in json.loads(entry).values())
        return kept


def _is_convertible(source: str, target: str) -> bool:
    zone = ZoneInfo(SITE.time_zone)
    return (Form(source, zone).family, Form(target, zone).family) in pairs()


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], AbstractContextManager[str]]:
    """Makes a fresh database, and takes it away again."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.database

    @contextmanager
    def make() -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            yield f"sqlite:///{folder}/portal.db"

    return make


def test_a_few_histories(databases: Callable[[], AbstractContextManager[str]]) -> None:
    run(databases, histories=6, steps=12)


@pytest.mark.soak
def test_many_histories(databases: Callable[[], AbstractContextManager[str]]) -> None:
    run(databases, histories=150, steps=30)


def run(databases: Callable[[], AbstractContextManager[str]], *, histories: int, steps: int) -> None:
    class Here(Histories):
        make_database = staticmethod(databases)

    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    chosen = settings(max_examples=histories, stateful_step_count=steps, deadline=None, suppress_health_check=slow)
    run_state_machine_as_test(Here, settings=chosen)
