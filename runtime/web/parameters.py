"""Parameters that a page does not know are refused: nothing that somebody asks for is left out without a word."""

from __future__ import annotations

from flask import request

from runtime.scope import BadQuery


def only(*known: str) -> None:
    """Raises BadQuery for others in the address of this request, and for one that is given twice."""
    for name, values in request.args.lists():
        if name not in known:
            raise BadQuery(f"This page knows no parameter “{name}”.")
        if len(values) > 1:
            raise BadQuery(f"The parameter “{name}” may be given only once.")
