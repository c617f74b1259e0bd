"""E1xx: problems inside an expression: a rule, a condition or a computed value."""

EXPRESSIONS = {
    # how it is written
    "E101": """\
An expression is written like one in Python: names, comparisons, and, or, not, numbers, text in straight quotes,
calls such as count(x for x in items). A bracket or a quote is missing, or two parts stand side by side.""",
    "E102": """\
Longer expressions cannot be understood by the next reader. Give their parts names under 'rules' and use the names.""",
    "E103": """\
The brackets of this expression go deeper than anybody can follow. Give parts of it names under 'rules'.""",
    "E104": """\
Expressions are a small part of Python: no statements, no assignments, no functions of one's own, no indexing. What
they say has to mean the same in the database, on the server and on the page.""",
    "E105": """\
This character looks like a letter or a quote but is another one; it often comes in by copying from a document.
Names have a to z, 0 to 9 and _; text stands between straight quotes.""",
    "E106": """\
Python's own words, such as from, class or import, cannot be names in rules. Call the field something else.""",
    "E107": """\
Numbers are exact decimals with at most 12 digits before the point and 6 behind it.""",
    # what it names
    "E110": """\
A bare name is a field or a rule of the record type. Others are: this, me, it (the candidate of a link), portal,
now and today; text stands in quotes.""",
    "E111": """\
A dot leads from a link to a field or rule of the linked record, or from a set to what all of its records have. The
record type has nothing of this name.""",
    "E112": """\
A dot can follow a link or a set of records only. A text, a number or a date has nothing behind it.""",
    "E113": """\
There are only the functions of the language: sum, avg, count, min, max, any, all, days, hours, later, earlier, year,
month, starts_with, ends_with, contains, lower, length and sees.""",
    "E114": """\
The function was given too few, too many or named arguments.""",
    "E115": """\
The name exists in other places: 'it' where a link chooses its candidates, 'me' where a person is asked, 'sees' in
the rows of a portal. Here it has no meaning.""",
    "E116": """\
A rule uses a rule that in the end uses the first one again, so none of them has a value.""",
    "E117": """\
The name after 'for' hides a field, a rule or a word of the language. Use another one.""",
    # what kinds of values it holds together
    "E120": """\
Only values of one kind can be compared: text with text, a date with a date, a link with a link to the same record
type.""",
    "E121": """\
The field is a choice, and this text is none of its choices, so the comparison could never hold.""",
    "E122": """\
A path through a set of records gives a set of values, which is never equal to one value. Ask whether the value is in
the set, or use any(), all(), count(), sum(), min() or max().""",
    "E123": """\
Only numbers, dates, times and durations have an order. Text has none, since it differs between languages.""",
    "E124": """\
A comparison with something that is missing never holds. Ask with 'is None' or 'is not None'.""",
    "E125": """\
'in' asks whether a value is in a list or a set. For a part of a text there is contains(text, part).""",
    "E126": """\
The two sides cannot be calculated with each other: a text has no sum, two dates cannot be added.""",
    "E127": """\
A condition is needed here: something that holds or does not. A value alone is none; compare it with something.""",
    "E128": """\
The expression gives a value of another kind than the field holds.""",
    "E129": """\
Both sides are fixed, so the comparison holds always or never. One of them was probably meant to be a field.""",
    "E130": """\
The function needs another kind of value.""",
    "E131": """\
'is' asks whether something is missing, with None, and nothing else.""",
    "E132": """\
An empty text is kept as missing, so nothing is ever equal to it.""",
    "E133": """\
A date has no time of day, so it moves by whole days.""",
    # where it stands
    "E140": """\
A rule that decides what people see or may do must not hold by accident. Where the value is missing, this negation
would hold. Say what is meant in that case, with 'is not None and' or 'is None or'.""",
    "E141": """\
Rules of visibility are judged by the database for every record of every list, so they only compare. The only
calculation is to move now or today by a duration. Put the calculation into a computed field ('is') and use that.""",
    "E142": """\
The database has to choose the records here, and it cannot do this calculation. Put it into a computed field.""",
    "E143": """\
A computed value is stored and the same for everybody, so it depends neither on the person nor on the time.""",
}
"""Explanations by code."""
