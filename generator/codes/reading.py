"""S0xx: problems of reading files, before anything is known about what they say."""

READING = {
    "S001": """\
Specs are text in the encoding UTF-8, which nearly every editor writes today. Save the file again and choose
UTF-8 as its encoding.""",
    "S002": """\
A character stands here that cannot be seen: a control character, a space of no width, or one that changes the
direction of reading. It comes in by copying from other documents. Such characters make two different names look
the same, so they are refused. Delete the character; if you do not find it, type the word again.""",
    "S003": """\
A file of specs has 1 MB and 50,000 values at most. One file describes one thing; what is longer is rather data
than a description.""",
    "S004": """\
The language needs a handful of levels; 50 are the limit. Usually a bracket was not closed, or a block was
indented again and again.""",
    "S005": """\
YAML knows only plain spaces before a key. A tab, or one of the special spaces of word processors and web pages,
looks like them but is not. Let your editor insert spaces for the tab key.""",
    "S006": """\
The text is not YAML as specs use it: keys with a colon, lists with '- ' or in [ ], and mappings in { }. The usual
traps have messages of their own; this one has none yet, so the parser's words are shown.""",
    "S007": """\
A line --- begins a second document in the same file. A file of specs has one document; make a file for each thing.""",
    "S008": """\
YAML reads & and * at the beginning of a value as an anchor and a reference to one. Specs have neither: what record
types share is a mixin. If it is meant as text, put quotes around it: "&Co".""",
    "S009": """\
YAML reads ! at the beginning of a value as a tag, which gives the value a type. Specs have no tags. If it is meant
as text, put quotes around it: "!important".""",
    "S010": """\
<< merges one mapping into another in YAML. Specs do not have it: what record types share is a mixin (uses:), and
what portals share is taken by like:.""",
    "S011": """\
A key stands twice in the same mapping. YAML would silently forget the first one. Remove or rename one of the two.""",
    "S012": """\
Inside { } a comma ends the value. What came after the comma became a key without a value, so the text or the
expression would have been cut. Write the entry as a block, one key a line, or put quotes around the text:

  hint: Yes, please
  { hint: "Yes, please" }""",
    "S013": """\
A key is missing, or it is not a text: nothing stands between two commas or before a colon, or a bracket stands
where a key should be. A text that begins with a bracket needs quotes.""",
    "S014": """\
The key has no value. Write the value, put the parts that belong to it on the lines below, indented, or remove the
line. Nothing and an empty text are the same in specs.""",
    "S015": """\
Inside { } a bracket begins a list, also in the middle of a text, and a text that begins with a bracket is a list
everywhere. So an expression with [ ] needs a line of its own or quotes:

  show: severity in ["high", "critical"]
  { show: 'severity in ["high", "critical"]' }""",
    "S016": """\
A # after a space begins a comment, so YAML would have cut the text here: a colour becomes nothing, "Room #5" becomes
"Room". Put quotes around the text. If a comment is meant, write a space after the #.""",
    "S017": """\
A colon with a space after it separates a key from its value. A text that contains one needs quotes: "Re: your
order". Inside { } the reason may also be a comma that is missing before the next key.""",
    "S018": """\
A text that begins with { is read as a mapping, so a title of fields needs quotes: "{number} {subject}". Inside { }
stands 'key: value' with commas between.""",
    "S019": """\
A quote is not closed, or the text goes on after its closing quote. Quotes stand around the whole text or not at
all. A text that has quotes in it stands in the other kind: '"new" or "open"'.""",
    "S020": """\
What belongs to a key stands below it, indented by two spaces, and keys of one thing stand in one column. This line
does neither.""",
    "S021": """\
Brackets come in pairs: { } for mappings, [ ] for lists. One is not closed, closes nothing, or is closed by the
other kind.""",
    "S022": """\
YAML reads a ? in some places as the beginning of a key. Put quotes around the text.""",
    "S023": """\
Some characters mean something to YAML when a value begins with them: @ ` % * & ! | > and '- '. Put quotes around
the text. After | and > the text begins on the next line.""",
    "S024": """\
A key is followed by a colon and a space, then its value. The space is missing, or the line has no key at all.""",
    "S030": """\
Every file below specs/ is read or refused, so that nothing is silently forgotten. Files of specs end in .yaml and
lie in records/, choices/, mixins/, portals/ or demo/; pictures lie in brand/, demo files in demo/files/.""",
    "S031": """\
The name of a file is the name of the thing: small letters a to z, digits and _, beginning with a letter.""",
    "S032": """\
The file cannot be opened, or it is not an ordinary file, or it is a symbolic link to a file outside the specs. Look at
its permissions, copy what it links to, or remove it.""",
    "S033": """\
This folder belongs to a part of the language that this version does not have. It is not ignored, because what is
written there would not happen.""",
    "S034": """\
The folder of specs or its portal.yaml is missing. Run the command in the folder above specs/, or name the folder
by --specs.""",
    "S035": """\
The file has no content, or only comments. Describe the thing or remove the file.""",
}
"""Explanations by code."""
