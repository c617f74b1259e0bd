"""S2xx: names that do not exist or are taken, and parts that do not fit together."""

REFERENCES = {
    "S202": """\
Python's reserved words cannot stand in rules, so nothing can be called by one.""",
    "S203": """\
Every record has id, created, created_by, updated, updated_by and revision, and rules have words of their own, such
as this, me and today. Names that begin with portal_ or ab_ belong to the product's own tables.""",
    "S204": """\
The product uses this web address itself, as in /login or /static. Give the portal another address, or the record
type another plural.""",
    "S206": """\
Two things would have the same name, address or column. Rename one of them.""",
    "S210": """\
The name does not exist where it is looked for. The help shows the nearest one and what there is.""",
    "S212": """\
The key does not belong to a field of this type: 'to' is for links, 'of' for choices, 'places' for numbers, and so
on.""",
    "S213": """\
A field of this type cannot be without this key: a link needs 'to', a choice needs 'of'.""",
    "S215": """\
The value cannot be read as one of this type. A date is 2026-01-31, a duration 30m, 24h, 10d or 2w, a size 5MB, yes
and no are true and false.""",
    "S216": """\
A rule with 'me' is read for every portal that uses it, and 'me' is another record type there. What the rule names
has to exist for each of them.""",
    "S217": """\
Two parts of the spec contradict each other, so that one of them could never have an effect.""",
    "S218": """\
'pattern' is a regular expression without look-around and back references: it runs in a time that grows with the
length of the text only.""",
    "S220": """\
'all' changes whenever a field is added, so it stands for rows and fields only in portals with 'inside: true'.
Outside, fields are listed, and a catalogue for everybody in the portal says 'rows: public'.""",
    "S221": """\
'entered' stands, in 'see' and 'edit', for the fields of 'create'. There is no 'create' here.""",
    "S222": """\
The product fills this in itself: numbers, computed values and what every record has. It can be seen, not entered.""",
    "S223": """\
A dotted name shows one value of a linked record: a link, a dot and a field, only in 'see' and 'list'.""",
    "S224": """\
A title is text with fields in braces, as in "{number} {subject}". Long texts, files and sets do not fit into it.""",
    "S225": """\
A number is text with {year} and one of {seq:5} (counted) and {random:6} (not to be guessed).""",
    "S226": """\
A field is either entered by the person or filled in by the portal.""",
    "S227": """\
What is asked about a record is a new record of another type, which has a link to it: in the block of a berth,
ask: wish.berth.""",
    "S230": """\
People log in by the email address in their record, so its record type needs exactly one field of type email that is
unique.""",
    "S231": """\
A role is one of the choices of a field in the person's record.""",
    "S232": """\
To ask why somebody can see a record, to see a portal as one of its people, or to change the site itself, is for the
people of the house: it needs `inside: true`, and a role that says who of them may.""",
    "S234": """\
White text stands on the portal's colour, and people with weak eyes have to be able to read it. A contrast of 4.5 is
what the accessibility guidelines (WCAG 2) ask for.""",
    "S235": """\
'then' offers the form of a new record when a search has found nothing, so it belongs to 'search'.""",
    "S240": """\
Demo records obey the same requirements as those that people enter.""",
    "S241": """\
The value of the demo record cannot be read as one of the field's type. A date may also be relative to the day of
loading: today - days(3), now - hours(5).""",
    "S250": """\
Lines are records of a type of their own, which 'of' names: of: order_item. A list there would be one of choices.""",
    "S251": """\
A line belongs to its record by one required link, whose 'back' is the field of lines: `order: { type: link, to: order,
required: true, back: items }`. The product sets it.""",
    "S252": """\
Records of one type can be the lines of one field only, so that each belongs to one record.""",
    "S253": """\
Lines stand in a form as rows, which cannot have rows of their own.""",
    "S255": """\
Files are uploaded to a record that stands by itself. Put them at the record that the lines belong to.""",
    "S260": """\
A workflow brings fields of its own: 'state', whose choices are the states, 'state_since', and of each move that the
specs ask about who did it and when: 'approve.by' is kept in 'approve_by'. No other field can have such a name.""",
    "S262": """\
'by' names portals, and roles by their name alone where only one portal has such a role. Where several have it, the
portal stands before it: staff.agent.""",
    "S263": """\
A move asks for values of single fields and for files. Lines are entered in the form of their record, and no expression
gives a file.""",
    "S264": """\
A consequence does one thing. It does a move of other records, { do: close, on: items, where: it.paid }, changes values
of other records, { change: account, set: { checked: today } }, or makes records, { create: visit, times: visits, set:
{ order: this } }.""",
    "S270": """\
A service level brings fields of its own: 'respond_by' and 'resolve_by' say when the answer and the end are due,
'due_by' what is due next. No other field can have such a name. Of a move 'resolve' it cannot be asked who did it,
since that would be 'resolve_by' too.""",
    "S271": """\
A calendar has days of the week and hours of the day: days: mon-fri, hours: "09:00-17:30". The calendar 'always', around
the clock, is there by itself.""",
    "S272": """\
The clocks of a service level start, stand and stop with the states of a workflow.""",
    "S273": """\
What is promised may differ by the choices of one field of type choice, which 'by' names. People or the portal fill it
in: a computed choice would change without anybody changing the record.""",
    "S274": """\
Once something differs by choice, it is said for each choice, or 'else' says it for all that are not named. So no choice
is without a promise by an oversight.""",
    "S275": """\
A part of the service level could never have an effect, or contradicts another one.""",
    "S276": """\
A step of escalation is taken when a part of a promised time has passed: 80% of resolve is before it is due, 100% when
it is, 150% afterwards. Each moment has one step, which sets something, tells somebody, or both.""",
    "S380": """\
Comments are records of types that the product puts in: order_comment and order_note of a record type 'order'. The
sets of them are called 'comments' and 'internal_notes', and a move asks for one by 'comment'. Nothing else there can
have such a name.""",
    "S381": """\
Internal notes are for those inside alone: no portal outside can list them, not even for some records.""",
    "S382": """\
Comments are no field: they are added one by one, by whoever sees them, and stand on the page of their record. Who sees
them is said by 'comments' and 'internal_notes' under 'see'; inside, 'all' has both, and 'hide' takes them out.""",
    "S383": """\
Who makes the move writes the comment that it asks for, so they are one of those who see comments at some time.""",
    "S384": """\
Comments stand on the page of a record, and lines have none: they are shown with the record that they belong to.""",
}
"""Explanations by code."""
