"""What the words of a notice name: fields in braces, each looked up along its links, with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.expressions.types import FieldShape, RecordShape
from generator.names import BUILT_IN, shown
from generator.noticed import Mail, Notice
from generator.notices import Named
from generator.problems import Position, Text
from generator.resolve.notices.place import NoticePlace
from generator.resolve.notices.recipients import Recipients
from generator.resolve.problems import missing, part

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
IN_ADDRESS = re.compile(
    r"\]\([^)\n]*?\{(?!link\})|<[^>\s]*?\{(?!link\})|^ {0,3}\[[^\]\n]+\]:.*?\{(?!link\})", re.MULTILINE
)
LINK, ME = "link", "me"
UNFIT = frozenset({"lines", "file", "files", "image"})
LONGEST_WAY = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the name that messages call it by; `whole`: it has its lines as they stand in the file."""

    text: Text
    of: str
    whole: bool = True

    def at(self, start: int, length: int) -> Position:
        if not self.whole:
            return part(self.text, start, length)
        before, at = self.text[:start], self.text.at
        column = start - before.rfind("\n") if "\n" in before else at.column + start
        return Position(at.file, at.line + before.count("\n"), column, max(length, 1))


def named_in_mail(mail: Mail, to: Recipients, place: NoticePlace) -> Iterator[Named]:
    of = f"mail '{mail.key}'"
    for found in IN_ADDRESS.finditer(mail.body):
        at = Words(mail.body, of).at(found.end() - 1, 1)
        place.report(
            "S364",
            f"{of} puts a field into the address of a link",
            at,
            "write the field beside the link, or use {link}",
        )
    for text in (mail.subject, mail.body):
        yield from _named(Words(text, of), to, place)


def named_in_words(notice: Notice, to: Recipients, place: NoticePlace) -> Iterator[Named]:
    assert notice.say is not None
    yield from _named(Words(notice.say, "'say'", whole=False), to, place)


def _named(words: Words, to: Recipients, place: NoticePlace) -> Iterator[Named]:
    rest = PLACEHOLDER.sub(lambda found: "." * len(found[0]), words.text)
    stray = re.search(r"[{}]", rest)
    if stray is not None:
        hint = "write a field between them, as in {number}"
        place.report("S362", f"the braces in {words.of} do not match", words.at(stray.start(), 1), hint)
    for found in PLACEHOLDER.finditer(words.text):
        name, at = found[1], words.at(found.start(1), len(found[1]))
        if name in (LINK, ME):
            _check_special(name, at, words, to, place)
        else:
            path = _path(Text(name, at), words.of, place)
            if path is not None:
                yield Named(name, path, at)


def _check_special(name: str, at: Position, words: Words, to: Recipients, place: NoticePlace) -> None:
    if to.email:
        message = f"{words.of} names '{{{name}}}', and who reads it at '{to.email}' has no portal"
        place.report("S365", message, at, "take it out, or send another mail")
    elif name == LINK and not words.whole:
        place.report("S362", "'say' needs no '{link}': it is shown as a link", at, "take it out")


def _path(name: Text, of: str, place: NoticePlace) -> tuple[str, ...] | None:
    """The fields on the way; None and a problem where it leads nowhere."""
    records = place.context.vocabulary.records
    shape: RecordShape = records[place.record.key]
    kept = _of_move(name, shape)
    if kept is not None:
        return (kept,)
    words, path, start = name.split("."), list[str](), 0
    for index, word in enumerate(words):
        at = Position(name.at.file, name.at.line, name.at.column + start, max(len(word), 1))
        field = shape.fields.get(word)
        if field is None or field.move:
            fit = [each for each, found in shape.fields.items() if found.kind not in UNFIT and not found.move]
            known = sorted(fit, key=BUILT_IN.__contains__)
            known_as = "fields" if shape.key == place.record.key else f"fields of '{shape.key}'"
            place.problems.append(missing(of, "field", Text(word, at), known, known_as))
            return None
        path.append(word)
        if not _fits(field, at, of, last=index == len(words) - 1, place=place):
            return None
        if index < len(words) - 1:
            shape = records[field.type.record or ""]
        start += len(word) + 1
    if len(path) > LONGEST_WAY:
        place.report("S363", f"{of} goes further than through {LONGEST_WAY - 1} links: '{shown(name)}'", name.at)
        return None
    return tuple(path)


def _of_move(name: str, shape: RecordShape) -> str | None:
    """`approve.at` is kept in a field of its own."""
    move, _, rest = name.partition(".")
    field = shape.fields.get(f"{move}_{rest}")
    return field.name if field is not None and field.move == move else None


def _fits(field: FieldShape, at: Position, of: str, *, last: bool, place: NoticePlace) -> bool:
    if last and field.kind in UNFIT:
        place.report(
            "S362",
            f"{of} cannot say '{field.name}', which is of type '{field.kind}'",
            at,
            "name the record by {link} instead",
        )
        return False
    if not last and (field.kind != "link" or field.type.record is None):
        place.report(
            "S363",
            f"{of} goes on from '{field.name}', which is no link",
            at,
            "name a field of this record, or of one that it links to",
        )
        return False
    return True
