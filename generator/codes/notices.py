"""S36x and S37x: notices and mails."""

NOTICES = {
    "S360": """\
A mail begins with its head, lines of a key and a text: 'subject: …', and 'label: …' if people shall read another name
for such mails than that of the file. The first empty line ends the head; the text follows.""",
    "S361": """\
A notice goes to people who log in to a portal, so that they can read it there: a link to a person, or a set of people,
from the record of which it tells. Or it goes to an address that was entered, a field of type email.""",
    "S362": """\
The words of a notice name fields in braces: {number}, {owner.name}. Beside these there are {link}, the address of the
record in the portal of who reads it, and {me}, the name of who reads it. Files and lines are looked at by the link.""",
    "S363": """\
From a field in braces the way leads on through single links, at most two: {order.customer.name}.""",
    "S364": """\
What people type is put into the text of a mail only, never into the address of a link, where it could lead anywhere.
{link} may stand there.""",
    "S365": """\
Whoever reads mails at an address that was only entered has no portal, so nothing says what they may see. They are
told what came in together with the address, outside, its number and its day; and that as it was entered, whatever
became of it.""",
    "S366": """\
'before' names a field of type date or datetime, 'by' how long before: { before: ends, by: 3d }. Days are told in the
morning.""",
    "S367": """\
Lines are looked at in the record that they belong to. Notices lead to a page, so they are said of that record.""",
    "S368": """\
A mail that no record type names under 'notify' is never sent.""",
    "S369": """\
A mail shows nothing that its reader could not see in the portal. So whatever its words name is listed under 'see' for
all who may be told, in each portal and for each role by which they may log in.""",
    "S370": """\
A field may be seen under a condition only. What is known when people are told is the state that the move leads to, and
what 'when' of the notice says. From that it must follow that the field is seen.""",
    "S371": """\
Who does not see a record is not told of it. Here nobody could be told.""",
}
"""Explanations by code."""
