"""Parameters that a page does not know are refused: nothing that somebody asks for is left out without a word."""

from __future__ import annotations

from runtime.scope import BadQuery
from runtime.web.portal import asked


def only(*known: str) -> None:
    """Raises BadQuery for others in the address of this request, and for one that is given twice."""
    here = asked()
    if not here.query_string:
        return
    for name, values in here.args.lists():
        if name not in known:
            raise BadQuery(f"This page knows no parameter “{name}”.")
        if len(values) > 1:
            raise BadQuery(f"The parameter “{name}” may be given only once.")
