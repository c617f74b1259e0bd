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
LABEL = re.compile(r"<dt>([^<]*)</dt>")
QUESTION = re.compile(
    r'<(?:div class="question[^"]*" id="([^"]+)-question"|fieldset class="question[^"]*" id="([^"]+)")'
)
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
    return [unescape(each) for each in LABEL.findall(page)]


def questions_of(page: str) -> dict[str, frozenset[int]]:
    """The questions of a form, each with the ids that it offers."""
    found = list(QUESTION.finditer(page))
    ends = [*(each.start() for each in found[1:]), len(page)]
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
