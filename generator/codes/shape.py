"""S1xx: problems of shape: keys and values that the language does not have in this place."""

SHAPE = {
    "S101": """\
The language has no such key here. A key that the product does not enforce does not exist, so unknown keys are
refused rather than ignored.""",
    "S102": """\
A key is missing that this thing cannot be without.""",
    "S103": """\
The value has another shape than this key needs: a text, a whole number, true or false, a list, or a mapping.
Only true and false are yes and no; every other word is a text, also yes, no, on and off.""",
    "S104": """\
The value is none of the words that are possible here.""",
    "S105": """\
The text is not written as it must be here. A name has small letters a to z, digits and _, and begins with a
letter; a colour, an address or a currency has its own form, which the message shows.""",
    "S106": """\
Something must stand here: a text, an item of a list or an entry of a mapping.""",
    "S107": """\
The text is longer, or the number is smaller or larger, than possible.""",
    "S108": """\
Exactly one of two keys must be written: a menu entry lists a record type or searches one.""",
    "S109": """\
A record type, a mixin and a portal say their name in the file, and the file is called by the same name. One of the
two was changed without the other.""",
    "S110": """\
A logo is named by its path below specs/, as in brand/customer.svg. No file lies there.""",
}
"""Explanations by code."""
