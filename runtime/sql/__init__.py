"""What generated rules are written with in SQL: small functions over Core aliases.

Nothing here reads or decides; `runtime.scope` puts the conditions into its queries. All subqueries name their own
tables and correlate everything else, so that a rule means the same wherever it is put.
"""

from sqlalchemy import and_, false, not_, or_, true

from runtime.sql.conditions import contains, ends_with, has, not_true, starts_with, truth
from runtime.sql.given import BoundRow, Given
from runtime.sql.moments import after, before, days, hours, span
from runtime.sql.numbers import minus, plus, scaled, times
from runtime.sql.relations import linked, through, via
from runtime.sql.rows import Rows, rows
from runtime.sql.values import choose, earlier, later, length, literal, month, year

__all__ = [
    "BoundRow",
    "Given",
    "Rows",
    "after",
    "and_",
    "before",
    "choose",
    "contains",
    "days",
    "earlier",
    "ends_with",
    "false",
    "has",
    "hours",
    "later",
    "length",
    "linked",
    "literal",
    "minus",
    "month",
    "not_",
    "not_true",
    "or_",
    "plus",
    "rows",
    "scaled",
    "span",
    "starts_with",
    "through",
    "times",
    "true",
    "truth",
    "via",
    "year",
]
