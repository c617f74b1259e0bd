"""S3xx: specs that can be read and are probably not meant so. Some are warnings, which stop nothing."""

MEANING = {
    "S301": """\
A field is required, but who creates a record in this portal can neither enter it nor is it filled in, so every
attempt would be refused.""",
    "S302": """\
A link shows the title of the linked record to whoever may see that record. Nobody here may, so it would say 'not
shown' always.""",
    "S303": """\
A menu entry that nobody can open is not shown to anybody.""",
    "S304": """\
What is not listed is not visible. Nobody sees this in any portal, which may be meant.""",
    "S305": """\
A portal begins with its home page, and there is nothing to show on it.""",
    "S306": """\
People outside see a field, or records, that nobody inside sees, which is seldom meant.""",
    "S307": """\
A value would be needed to compute itself.""",
    "S308": """\
A computed value tells something about the values that it is computed from. If people who cannot see these may learn
it, write 'reveals: true' at the field. An input cannot always be seen where its field has a condition, or its record a
rule, that does not follow from those of the computed value; where it cannot be told whether it follows, this is asked
too.""",
    "S309": """\
A rule that is written three times will be changed in two places. Give it a name under 'rules'.""",
    "S310": """\
The block says what may be seen or done, but not with which records, so it would have no effect.""",
    "S311": """\
A list has columns of what can be seen only.""",
    "S312": """\
The title of a record is shown wherever it is named, so whoever sees the record must be able to see the fields of its
title.""",
    "S313": """\
The same fields are declared unique twice.""",
    "S314": """\
A number that counts tells people outside how many there are: two orders a week apart show how much was sold.""",
    "S315": """\
A condition that holds of every record decides nothing. Perhaps 'or' stands where 'and' was meant: a state is always
something other than one of two states. If it is meant, leave the condition out, or write 'all'.""",
    "S316": """\
A condition that holds of no record grants nothing, refuses nothing and finds nothing. Perhaps 'and' stands where 'or'
was meant: a state is never two at once. If it is meant, leave out what it stands for, or write 'none'.""",
    "S317": """\
Lines are entered in the form of their record, as far as their own record type lets people of that portal: with its
'create', 'edit' and 'delete'. Here it lets them do nothing.""",
    "S318": """\
Lines are seen with the record that they belong to, never without it: whoever shall see them must see the field of
lines there.""",
    "S319": """\
A new record and its lines are entered in one form, and what can be chosen is looked up before either is saved. So it
cannot depend on a record that is not there yet.""",
    "S320": """\
'final' says of a state that it is the end, so nothing leaves it.""",
    "S321": """\
Records begin in the first state, or in the one that a portal presets, and get into others by moves. None gets into this
one, unless it was there before the workflow.""",
    "S322": """\
A record in this state stays there for ever. If that is meant, the state is listed under 'final'; if not, a move is
missing.""",
    "S323": """\
A move is done by people of the portals and roles of its 'by', or as a consequence of another move. Here is neither.""",
    "S324": """\
Who does a move must see the record first: with 'rows' that hold for it in one of the states that the move starts
from.""",
    "S325": """\
A move does others under 'then', which may do others again. If one of them is the first one, there might be no end.""",
    "S326": """\
A record that a move makes needs all that is required of it: by 'set', by a default, or computed.""",
    "S327": """\
'me' is the record of the person who acts, of the type that the portals of 'by' have. A consequence of a move that
other people do would ask something else: their records are of another type.""",
    "S328": """\
Lines stand in the form of the record that they belong to and have no page of their own, so nobody does a move there. It
happens as a consequence of moves of that record: `then: [{ do: deliver, on: items }]`.""",
    "S330": """\
A move happens in one way: people do it ('by'), or it happens by itself after a time ('after'), at a date ('at') or once
a rule holds ('as_soon_as'). Where people shall also be able to do what happens by itself later, these are two moves to
the same state.""",
    "S331": """\
Nobody does a move that happens by itself: nobody can be asked for values, or be somebody else than who did another
move. What must be there or hold is said by 'when'.""",
    "S332": """\
What a move waits for that happens by itself is kept in the database, and worked out again when what it is made of
changes. Time goes on without a change, so for dates there is 'at', and for time in a state 'after'. Nobody makes the
move, so there is no 'me'.""",
    "S334": """\
A move with 'as_soon_as' or 'at' happens at once where what it waits for holds already. If several of them lead back to
where the first began, none of them is the last. The product stops after twenty of them within a minute and tells those
who look after its jobs.""",
    "S335": """\
'me' is the record of the person who acts. A move with 'after', 'at' or 'as_soon_as' is made by nobody, and so is all
that it brings about.""",
    "S336": """\
A record type has one workflow and one service level: its own, or those of one of its mixins.""",
    "S340": """\
Words for states and moves are a portal's own names for those of the workflow.""",
    "S341": """\
What people of a portal see of a state is one word, so that a state stands under one word or under none. Under none it
keeps its own name and label.""",
    "S342": """\
A word stands in addresses and in the interface where the state would. So it must not be called as a state is that
stands for itself, or under another word.""",
    "S343": """\
People could not tell what they see apart from something else that reads the same, though filters and the interface
could.""",
    "S344": """\
States under one word are one state there. The product keeps this whenever a record moves, also from one of them to
another, so whoever sees it sees that move. The dates of the last change and the revision may be shown: they are those
of the last change that people there could notice.""",
    "S345": """\
States under one word are one state there, and this value is computed from which of them it is, or from something that
tells. What cannot be told for certain counts as telling, as with sets, numbers and text that are made of states.""",
    "S346": """\
States under one word are one state there. Here a rule holds in some of them and not in others, so people there would
find out which it is: by what they see, may do, are asked for, may choose or are refused. What cannot be told for
certain counts as telling.""",
    "S347": """\
States under one word are one state there. This move could be made in some of them only, or at times that depend on when
the record came from one to another: its button would tell. Or it would change nothing that those who make it see.""",
    "S348": """\
States under one word are one state there. What follows from a move is done, or refused, by the state of other records,
so whoever makes the move would learn which it is; and whoever gets a notice of a move within the word, or under a
condition that depends on the state, would learn of that.""",
    "S349": """\
A change that people see is a change to them, with a date of its own. A field under a condition may be hidden when the
move writes it: then they would know of a change without seeing any, and so of the move.""",
}
"""Explanations by code."""
