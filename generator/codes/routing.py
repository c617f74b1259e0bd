"""S35x: routing, whom records are given to."""

ROUTING = {
    "S350": """\
Routing keeps on the record why it was given to whom it was, in `routed`, and since when, in `routed_since`.""",
    "S351": """\
Routing fills a link of the record with one of several candidates. Nobody in particular routes, so who may be chosen
cannot depend on 'me'.""",
    "S352": """\
The candidates have to be records of the type that the link leads to.""",
    "S353": """\
Some keys of a rule of routing need others: 'from', 'except', 'pick' and 'again_after' say who fills the field of
'fill', 'busy' says who is the least busy, 'after' names a move of the workflow.""",
    "S354": """\
A rule of routing gives the record to somebody ('fill'), sets values ('set'), or both.""",
    "S355": """\
Lines are entered and changed with the record that they belong to. That is what can be given to somebody.""",
    "S356": """\
A record goes to the next one if nobody has moved it meanwhile, and while 'when' holds. Here is neither a move nor a
'when', so it would be taken away from whoever works on it.""",
    "S357": """\
The reason tells how the house works: which rules there are, how busy people are, who was asked before. Outside, the
fields that routing fills may be listed, and 'routed_since'.""",
    "S358": """\
The first rule that comes about counts. One that has no 'when' and fills nothing always does, so it stands last.""",
    "S359": """\
A record of which no 'when' holds would be given to nobody. The last rule may have no 'when': it is the last resort.""",
}
"""Explanations by code."""
