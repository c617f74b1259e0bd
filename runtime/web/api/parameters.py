"""The parameters of a request to the interface. Whatever is not known here is refused, and so is what says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from flask import request

from runtime.ids import read_id
from runtime.scope import BadQuery, ListQuery
from runtime.web import lists_query

LONGEST_REVISION = 9
COLUMNS = "_columns"


def list_query(record: str) -> ListQuery:
    """Those of the list's page, and `_columns`. Raises BadQuery."""
    args = request.args
    for name, values in args.lists():
        if not all(map(str.strip, values)):
            raise BadQuery(f"The parameter “{name}” has no value.")
    columns = args.getlist(COLUMNS)
    if len(columns) > 1:
        raise BadQuery(f"The parameter “{COLUMNS}” may be given only once.")
    address = lists_query.read((name, values) for name, values in args.lists() if name != COLUMNS)
    return address.query(record, tuple(columns[0].split(",")) if columns else None)


def refuse_no_ids(given: Mapping[str, str], links: AbstractSet[str]) -> None:
    """Raises BadQuery where a link is given by what cannot be an id."""
    for name in links & given.keys():
        if read_id(given[name]) is None:
            raise BadQuery(f"“{name}” takes the id of a record.")


def refuse_all_but(*names: str) -> None:
    """Raises BadQuery for any other parameter, and for one that is given twice."""
    for name, values in request.args.lists():
        if name not in names:
            raise BadQuery(f"There is no parameter “{name}” here.")
        if len(values) > 1:
            raise BadQuery(f"The parameter “{name}” may be given only once.")
        if not values[0].strip():
            raise BadQuery(f"The parameter “{name}” has no value.")


def revision() -> int:
    """The revision that was read, from the address. Raises BadQuery."""
    text = request.args.get("revision", "")
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_REVISION or int(text) < 1:
        raise BadQuery("“revision” is the number that was read with the record.")
    return int(text)
