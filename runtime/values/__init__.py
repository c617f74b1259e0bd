"""What generated rules are written with in Python: small functions that know what missing means.

`None` is missing. A comparison with a missing operand is false, arithmetic with one is missing.
"""

from runtime.values.comparisons import (
    among,
    at_least,
    at_most,
    contains,
    ends_with,
    equal,
    has,
    less,
    more,
    starts_with,
)
from runtime.values.given import Given
from runtime.values.numbers import compute, days, hours, length, lower, month, parts, ratio, times, year
from runtime.values.relations import follow, holds, members
from runtime.values.sets import average, count, earlier, later, least, most, sum, total  # noqa: A004 - the language's word

__all__ = [
    "Given",
    "among",
    "at_least",
    "at_most",
    "average",
    "compute",
    "contains",
    "count",
    "days",
    "earlier",
    "ends_with",
    "equal",
    "follow",
    "has",
    "holds",
    "hours",
    "later",
    "least",
    "length",
    "less",
    "lower",
    "members",
    "month",
    "more",
    "most",
    "parts",
    "ratio",
    "starts_with",
    "sum",
    "times",
    "total",
    "year",
]
