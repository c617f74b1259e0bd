"""S9xx: what was applied before and the specs no longer agree, so that something would have to be guessed or lost."""

CHANGES = {
    "S903": """\
A generated file is missing, or holds something else than what the specs say, or belongs to nothing in them. 'portal
apply' brings the generated files to the specs, but stops where one was edited by hand.""",
    "S904": """\
Something is gone, and something of a like kind is new beside it: a field in the same record type, or a record type with
mostly the same fields. If it is the same under another name, its data comes along by 'portal rename' or by 'was'. If
not, 'retired' says so, and the old data is kept, hidden, until 'portal purge'.""",
    "S905": """\
A choice is gone from a list, and another one is new there. Records hold the old one. If the new one is the same, say
'was'; if records are to get another one, keep the old choice in the list with 'becomes'. Or take out the one in an
apply of its own, before the other comes: a choice that no record holds may go.""",
    "S906": """\
The kind of a field has changed, and no value of the old kind can be read as one of the new. 'backfill' says what
records get instead; with 'from_now' they go without a value. The old values stay in the database either way.""",
    "S907": """\
'was' names something that was never there under this name, so that nothing can come along.""",
    "S908": """\
'was' is not clear: the old name is still in the specs, or two things say that they were the same one, or things say of
each other that they were the other. A thing that was called so before has its values for itself alone.""",
    "S909": """\
'retired' lists names that are gone on purpose: of fields that this record type had, or of record types.""",
    "S920": """\
A choice that 'becomes' another one is one that was there before. Once that has been applied, the line may stay or
go.""",
    "S921": """\
A link leads to another record type than before, and records of the one cannot stand for records of the other.
'backfill' says where each link leads now, from other fields; with 'from_now' records go without until somebody
chooses.""",
    "S922": """\
The lock file, which keeps the identity of everything in the specs, was merged from two branches that contradict each
other: both gave one thing a new name, or both made a thing of the same name, each of another kind.""",
    "S923": """\
A choice cannot become one that is added in the same step: while old and new servers run side by side, the old ones do
not know it, and the rules of the new ones do not know the old. Rename it with 'was', or apply the new choice first.""",
}
"""Explanations by code."""
