"""What one person may read, as questions to ask. Pages, exports and interfaces know nothing else of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from runtime.ids import read_id
from runtime.scope import details, lists, options
from runtime.scope.lists import Found, RowsShape, Wanted
from runtime.scope.order import NEWEST_FIRST, Mark, read_mark, read_sort, write_mark
from runtime.scope.policy import Readable
from runtime.scope.results import BadQuery, FileRow, Happened, ListQuery, Page, Permits, Related, Row, Timeline
from runtime.scope.search import read_words, refuse_unprintable
from runtime.scope.seen import ids_by_name, make_seen
from runtime.scope.targets import Targets
from runtime.scope.terms import Term, read_terms
from runtime.scope.these import These, make_these
from runtime.scope.timeline import AT_ONCE, SIZE, TimelineShape, make_timeline, place_of, read_entries, read_place
from runtime.scope.whole import Columns, make_whole

RELATED_ROWS = 10
EXPORTED_AT_ONCE = 1000
WHOLE_AT_ONCE = 3000


class Reader(Targets):
    """One per request. Ids come as they stand in an address: what cannot be an id is the id of no record.

    All rows that it gives are noted in `sights`, where somebody is to see them.
    """

    # Lists

    def page(self, query: ListQuery) -> Page:
        """One statement, or two. Raises BadQuery."""
        if not 1 <= query.size <= lists.MOST_ROWS:
            raise BadQuery(f"A page has at most {lists.MOST_ROWS} rows.")
        if not 1 <= query.page <= lists.NUMBERED_PAGES:
            raise BadQuery(
                f"Only the first {lists.NUMBERED_PAGES} pages have numbers. Go on from one page to the next."
            )
        wanted = self._wanted(query)
        start = 0 if wanted.after else (query.page - 1) * query.size
        rows, following, total = self._rows(wanted, query.size, start)
        exact = following is None and not wanted.after and (rows or not start)
        count = start + len(rows) if exact else self._count(wanted) if total is None else total
        return Page(
            rows=rows,
            count=min(count, lists.COUNTED),
            capped=count > lists.COUNTED,
            page=query.page,
            pages=lists.pages_of(count, query.size),
            columns=wanted.shown,
            next=None if following is None else write_mark(wanted.sort, following),
        )

    def check(self, query: ListQuery) -> None:
        """Raises BadQuery where a list could not be asked so."""
        self._wanted(query)

    def whole(self, query: ListQuery) -> Iterator[Columns]:
        """All rows of a list by one statement, some at a time: their values, by column. Raises BadQuery at once."""
        wanted = self._wanted(query)
        shape = self._shape(wanted.whole_shape, lambda *context: make_whole(wanted, *context))
        bindings = self._bindings.having(wanted.parameters())
        return shape.read(self._database.stream(shape.shape, bindings, WHOLE_AT_ONCE), self._sights)

    def export(self, query: ListQuery) -> Iterator[Row]:
        """All rows of a list, page after page, whatever its page and size. Raises BadQuery at once, not on the way."""
        return self._all(self._wanted(query))

    def _all(self, wanted: Wanted) -> Iterator[Row]:
        following: Mark | None = wanted.after
        while True:
            rows, following, _ = self._rows(replace(wanted, after=following, counting=False), EXPORTED_AT_ONCE, start=0)
            yield from rows
            if following is None:
                return

    def related(self, key: str, record_id: int | str) -> tuple[Related, ...]:
        """The first rows of every list of records that link to this one; one statement each."""
        target = read_id(record_id) or 0
        return tuple(self._related(record, found, target) for record, found in self._policy.linking(key))

    def _related(self, record: str, link: Readable, target: int) -> Related:
        names = tuple(field.name for field in self.listed(record) if field.name != link.name)
        wanted = Wanted(record, names, NEWEST_FIRST, terms=(Term(link.name, "is", target),))
        rows, following, _ = self._rows(wanted, RELATED_ROWS, start=0)
        columns = lists.columns_of(self._policy, record, names)
        page = Page(rows, len(rows), following is not None, page=1, pages=1, columns=columns, next=None)
        plural = self._policy.site.records[record].plural
        alone = [other for other, _ in self._policy.linking(link.field.target or "")].count(record) == 1
        return Related(record, link.name, plural if alone else f"{plural} ({link.field.label})", page)

    def _wanted(self, query: ListQuery) -> Wanted:
        """The query, checked."""
        refuse_unprintable([query.q, *query.filters.values()])
        readable = self._policy.readable(query.record)
        names: Sequence[str] | None = query.columns
        if names is None:
            names = [field.name for field in self.listed(query.record)]
        shown = lists.columns_of(self._policy, query.record, names)
        wanted = Wanted(
            record=query.record,
            columns=tuple([column.name for column in shown]),
            sort=read_sort(query.sort, readable),
            terms=read_terms(query.filters, readable, self._bindings.zone),
            words=read_words(query.q),
            view=lists.check_view(self._policy, query.record, query.view),
            size=query.size + 1,
            later=query.page > 1 and query.after is None,
            counting=True,
            shown=shown,
        )
        if query.after is None:
            return wanted
        return replace(wanted, after=read_mark(wanted.sort, query.after, self._rows_shape(wanted).key))

    def _rows(self, wanted: Wanted, size: int, start: int) -> Found:
        """At most `size` rows."""
        if (wanted.size, wanted.later) != (size + 1, start > 0):
            wanted = replace(wanted, size=size + 1, later=start > 0)
        shape = self._rows_shape(wanted)
        raws = self._run(shape.shape, {**wanted.parameters(), "start": start})
        found = shape.read(raws, size)
        self._note(wanted.record, found.rows)
        return found

    def _rows_shape(self, wanted: Wanted) -> RowsShape:
        return self._shape(wanted.rows_shape, lambda *context: lists.make_rows(wanted, *context))

    def _count(self, wanted: Wanted) -> int:
        shape = self._shape(wanted.count_shape, lambda *context: lists.make_count(wanted, *context))
        count: int = self._run(shape, wanted.parameters())[0][0]
        return count

    # Single records

    def record(self, key: str, record_id: int | str) -> Row | None:
        """All that is seen of a record, and what may be done to it; one statement."""
        shape = self._shape(("record", key), lambda *context: details.make_record(key, *context))
        raws = self._of_one(shape.shape, record_id)
        found = shape.read(raws[0]) if raws else None
        self._note(key, () if found is None else (found,))
        if found is not None and self._policy.site.records[key].parent:
            return found._replace(may_edit=(), may_delete=False)  # a line is changed with its owner
        return found

    def permits(self, key: str, record_id: int | str) -> Permits | None:
        """What may be done to a record as it is now; None where it is not seen."""
        shape = self._shape(("permits", key), lambda *context: details.make_permits(key, *context))
        raws = self._of_one(shape.shape, record_id)
        return shape.permits.read(raws[0]) if raws else None

    def permits_of_lines(self, key: str, link: str, owner: int) -> Mapping[int, Permits]:
        """What may be done to the lines of a record that are seen; `link` is the column of their link to it."""
        shape = self._shape(("lines", key, link), lambda *context: details.make_lines(key, link, *context))
        return {raw[shape.id]: shape.permits.read(raw) for raw in self._run(shape.shape, {"id": owner})}

    def sees(self, key: str, record_id: int | str) -> bool:
        return self.permits(key, record_id) is not None

    def seen(self, ids: Mapping[str, Sequence[int]]) -> Mapping[str, frozenset[int]]:
        """Those of these records that are seen, by record type; one statement."""
        padded = {key: options.padded(several) for key, several in ids.items() if several}
        found: dict[str, list[int]] = {key: [] for key in (*padded, *ids)}
        if padded:
            counts = tuple([(key, len(several)) for key, several in padded.items()])
            shape = self._shape(("seen", counts), lambda *context: make_seen(counts, *context))
            for place, record_id in self._run(shape, ids_by_name(padded)):
                found[counts[place][0]].append(record_id)
        return {key: frozenset(several) for key, several in found.items()}

    def file(self, key: str, record_id: int | str, file_id: int | str) -> FileRow | None:
        """A file of a record, in a field that is seen of it; with its name in the store."""
        shape = self._shape(("file", key), lambda *context: details.make_file(key, *context))
        raws = self._of_one(shape, record_id, file_id=read_id(file_id))
        return details.file_of(raws[0]) if raws else None

    def timeline(self, key: str, record_id: int, after: str | None = None) -> Timeline:
        """What happened to a record, as far as this person may know it. Raises BadQuery for what is no place in it."""
        place = None if after is None else read_place(after)
        found: list[Happened] = []
        while self.tells_history(key) and len(found) <= SIZE:
            shape = self._timeline(key, going=place is not None)
            own = {"id": record_id, "size": AT_ONCE} | dict(zip(("after_at", "after"), place or (), strict=False))
            raws = self._run(shape.shape, own)
            found += read_entries(shape, raws, self._bindings.principal.account_id, self.titles)
            if len(raws) < AT_ONCE:
                break
            place = raws[-1][1], raws[-1][0]
        shown = found[:SIZE]
        return Timeline(tuple(shown), place_of(shown[-1]) if len(found) > len(shown) else None)

    def _timeline(self, key: str, *, going: bool) -> TimelineShape:
        return self._shape(("timeline", key, going), lambda *context: make_timeline(key, *context, going=going))

    def titles(self, key: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Of those of the records that are seen, by id; one statement."""
        found = self._these(key, ids, ())
        if self._sights is not None and found:
            self._sights.add_titles(key, self.titled(key), [row.id for row in found])
        return {row.id: row.title for row in found}

    def these(self, key: str, ids: Sequence[int], names: Sequence[str]) -> tuple[Row, ...]:
        """Of those of the records that are seen, these fields, as far as they are; one statement."""
        rows = self._these(key, ids, tuple(names))
        self._note(key, rows)
        return rows

    def _these(self, key: str, ids: Sequence[int], names: tuple[str, ...]) -> tuple[Row, ...]:
        if not ids or not self._policy.readable(key):
            return ()
        padded = options.padded(ids)
        asked = These(key, names, len(padded))
        shape = self._shape(("these", asked), lambda *context: make_these(asked, *context))
        own = {f"id_{place}": each for place, each in enumerate(padded)}
        return tuple(shape.row.read(self._run(shape.shape, own)))
