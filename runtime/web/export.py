"""A list as a file: CSV and XLSX. The same rows, columns and order as the list itself.

A file is whole before the first of it is sent: what fails on the way is an error page, never a part of a list.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain, islice
from typing import IO

import xlsxwriter

from runtime.scope import Column, FileRow, Linked, ListQuery, NotShown, Row, Value
from runtime.web.formats import Formats

MOST = 100_000
"""Rows in one file; a list that has more says so."""

FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")  # what a spreadsheet would run, in wide letters too
Cell = str | int | Decimal


def to_csv(columns: tuple[Column, ...], rows: Iterable[Row], formats: Formats) -> IO[bytes]:
    """An open temporary file at its start: UTF-8 with a mark, by which spreadsheets know it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    head: list[Cell] = [column.label for column in columns]
    lines = ([_cell(each, row, formats) for each in columns] for row in islice(rows, MOST))
    for line in chain([head], lines):
        writer.writerow([harmless(str(each)) for each in line])
    text.detach()  # writes what is left, and leaves the file open
    file.seek(0)
    return file


def to_xlsx(columns: tuple[Column, ...], rows: Iterable[Row], formats: Formats) -> IO[bytes]:
    """An open temporary file at its start. Text stays text: nothing in it becomes a formula or a link."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    workbook = xlsxwriter.Workbook(file, options)
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, harmless(column.label), bold)
    for line, row in enumerate(islice(rows, MOST), 1):
        for place, column in enumerate(columns):
            _write(sheet, line, place, _cell(column, row, formats))
    workbook.close()
    file.seek(0)
    return file


def whole(query: ListQuery) -> ListQuery:
    """The list from its first page on."""
    return replace(query, page=1, after=None)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such text gets an apostrophe in front."""
    return f"'{text}" if FORMULA.match(text) else text


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, harmless(value)[:32_767])
    else:
        sheet.write_number(line, place, value)


def _cell(column: Column, row: Row, formats: Formats) -> Cell:
    return _plain(column, row.values.get(column.name), formats)


def _plain(column: Column, value: Value, formats: Formats) -> Cell:
    """A number stays a number and a date is ISO, so that sheets can count and sort them."""
    if value is None:
        return ""
    if isinstance(value, NotShown):
        return "Not shown"
    if isinstance(value, Linked):
        return value.title
    if column.name == "id":
        return str(value)  # longer than the numbers of sheets
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(formats.zone).strftime("%Y-%m-%d %H:%M")
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return ", ".join(each.name if isinstance(each, FileRow) else each.title for each in value)
    if isinstance(value, timedelta):
        return str(value)
    return formats.text(column.field, value)
