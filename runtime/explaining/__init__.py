"""Why a person can or cannot see, edit, create or delete: by which line of which spec, and what is missing.

Says what rules come to for one record; shows no value of it, and grants nothing.
"""

from runtime.explaining.block import FieldVerdicts
from runtime.explaining.explanation import Explanation, explain
from runtime.explaining.printed import NO_FIELDS, as_data, as_lines, speaks_of_you
from runtime.explaining.verdicts import Verdict
from runtime.explaining.words import AccessWords

__all__ = [
    "NO_FIELDS",
    "AccessWords",
    "Explanation",
    "FieldVerdicts",
    "Verdict",
    "as_data",
    "as_lines",
    "explain",
    "speaks_of_you",
]
