"""What a page or an answer of the API says: which records, how many, which fields, which choices. Judges nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from leaks.requests import Answer

ROW = re.compile(r'<th scope="row"[^>]*><a href="[^"]*/(\d+)"')
COUNT = re.compile(r'<p class="count">([^<]*)</p>')
RELATED = re.compile(r'<h2 id="related-([a-z0-9_]+)-([a-z0-9_]+)">(.*?)</section>', re.DOTALL)
RELATED_COUNT = re.compile(r'<p class="[^"]*muted">([^<]*)')
LABEL = re.compile(r"<dt>([^<]*)</dt>|<h2 id=\"[a-z0-9_]+-lines\">([^<]*)</h2>")
LINES = re.compile(r'<h2 id="([a-z0-9_]+)-lines">(.*?)</section>', re.DOTALL)
HEADING = re.compile(r'<th scope="col"[^>]*>([^<]*)</th>')
LINE_OF_FORM = re.compile(r'<fieldset class="line[^"]*" id="([^"]+)"')
LINE_ID = re.compile(r'<input type="hidden" name="([^"]+)-id" value="(\d+)"')
LINE_REMOVAL = re.compile(r'<input [^>]*\bname="([^"]+)-remove"')
QUESTION = re.compile(
    r'<(?:div class="question[^"]*" id="([^"]+)-question"|fieldset class="question[^"]*" id="([^"]+)")'
)
MOVE = re.compile(r'(?:href|action)="[^"]*/(\d+)/do/([a-z0-9_]+)"')
STEP = re.compile(r'<li aria-current="step"[^>]*><span>([^<]*)</span>')
OPTION = re.compile(r'<(?:option|input)\b[^>]*\bvalue="(\d{15,19})"')
CHOICE = re.compile(r'<button\b[^>]*\bname="([^"]+)"[^>]*\bvalue="(\d{15,19})"')
NUMBER = re.compile(r"[\d,]+")


def rows_of_page(page: str) -> list[int]:
    """The ids of the records of a list, in its order."""
    return [int(each) for each in ROW.findall(page)]


def count_of_page(page: str) -> int:
    """What the list says of its length; 0 where it says nothing."""
    found = COUNT.search(page)
    number = NUMBER.search(found[1]) if found else None
    return int(number[0].replace(",", "")) if number else 0


def related_of(page: str) -> Iterator[tuple[str, str, int, list[int]]]:
    """The lists on the page of a record: of which type, by which of its links, how many they say, and the ids."""
    for record, field, section in RELATED.findall(page):
        said = RELATED_COUNT.search(section)
        number = NUMBER.search(said[1]) if said else None
        yield record, field, int(number[0].replace(",", "")) if number else 0, rows_of_page(section)


def labels_of(page: str) -> list[str]:
    """Of facts and of tables of lines."""
    return [unescape(fact or lines) for fact, lines in LABEL.findall(page)]


def lines_of(page: str) -> Iterator[tuple[str, list[str], int]]:
    """The tables of lines on the page of a record: of which field, the heads of the columns, and how many lines."""
    for field, section in LINES.findall(page):
        yield field, [unescape(each) for each in HEADING.findall(section)], section.count('<th scope="row"')


def lines_of_form(page: str) -> Mapping[str, tuple[int | None, bool]]:
    """The lines of a form by the start of their names: the id of each that is stored, and whether it can be removed."""
    ids, removals = dict(LINE_ID.findall(page)), set(LINE_REMOVAL.findall(page))
    return {line: (int(ids[line]) if line in ids else None, line in removals) for line in LINE_OF_FORM.findall(page)}


def plain(page: str) -> str:
    """Without its escapes."""
    return unescape(page)


def moves_of(page: str, record_id: int) -> list[str]:
    """The moves that the page offers of a record, each once."""
    found = (name for key, name in MOVE.findall(page) if int(key) == record_id)
    return list(dict.fromkeys(found))


def steps_of(page: str) -> list[str]:
    """The state that the page says is the present one; none where it shows no states."""
    return [unescape(each) for each in STEP.findall(page)]


def questions_of(page: str) -> dict[str, frozenset[int]]:
    """The questions of a form, each with the ids that it offers."""
    found = list(QUESTION.finditer(page))
    ends = [*(each.start() for each in found[1:]), len(page)][: len(found)]
    return {
        each[1] or each[2]: frozenset(map(int, OPTION.findall(page[each.start() : end])))
        for each, end in zip(found, ends, strict=True)
    }


def choices_of(page: str, field: str) -> frozenset[int]:
    """The ids on the page that searches what a link may point to."""
    return frozenset(int(record_id) for name, record_id in CHOICE.findall(page) if name == field)


def lines_of_csv(answer: Answer) -> int:
    """The rows below the head."""
    return max(sum(1 for _ in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""))) - 1, 0)


def lines_of_xlsx(answer: Answer) -> int:
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        return max(archive.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1, 0)


def json_of(answer: Answer) -> Mapping[str, Any]:
    """The object that the API answers; empty where it is none."""
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
