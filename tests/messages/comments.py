"""Comments: slips in the specs of the bicycle workshop."""

from dataclasses import replace

from tests.messages.case import Case

REPAIR = "records/repair.yaml"
SLIPS = (
    Case(
        REPAIR,
        "  bicycle: { type: text, required: true, max: 80 }\n",
        "  bicycle: { type: text, required: true, max: 80 }\n  comment: { type: text }\n",
        "S380",
        9,
        3,
        "'comment' means the comments of 'repair', so no field can be called so",
        "choose another name",
    ),
    Case(
        REPAIR,
        "rules:\n",
        "rules:\n  comments: insured\n",
        "S206",
        3,
        21,
        "'repair' has a rule 'comments' already",
        "choose another name for 'back'",
    ),
    Case(
        REPAIR,
        "fields: [bicycle, state] }",
        "fields: [bicycle, state, internal_notes] }",
        "S381",
        33,
        36,
        "portal insurer lists 'internal_notes', and it is not inside: nobody outside sees internal notes",
        "write 'comments' for what everybody may read",
    ),
    Case(
        REPAIR,
        "create: [bicycle, insured, attachments]",
        "create: [bicycle, insured, attachments, comments]",
        "S382",
        26,
        45,
        "'comments' cannot stand in 'create': whoever sees comments may add one",
        "list it under 'see', and take it out of 'create'",
    ),
    Case(
        REPAIR,
        "    history: true\n",
        "    list: [bicycle, comments]\n",
        "S382",
        29,
        21,
        "'comments' cannot be a column: comments are records of their own",
        "take it out of 'list': they stand on the page of their record",
    ),
    Case(
        REPAIR,
        "see: [entered, state, comments]",
        "see: [entered, state]",
        "S383",
        20,
        58,
        "move 'answer' asks for a comment, and portal rider sees no comments of 'repair'",
        "list 'comments' under 'see' there",
    ),
    Case(
        REPAIR,
        "when: under_way, fields",
        "when: under_wy, fields",
        "E110",
        34,
        17,
        "'under_wy' is not a field or rule of 'repair'",
        "did you mean 'under_way'?",
    ),
)
ON_LINES = Case(
    "records/order_item.yaml",
    "record: order_item\n",
    "record: order_item\nuses: [comments]\n",
    "S384",
    2,
    8,
    "'order_item' are lines, which have no comments of their own",
    "use comments at the record that the lines belong to",
    base="lines/specs",
)
CASES = (*(replace(each, base="comments/specs") for each in SLIPS), ON_LINES)
