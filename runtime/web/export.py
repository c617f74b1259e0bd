"""A list as a file: CSV in parts, XLSX as a whole. The same rows, columns and order as the list itself.

Some rows at a time, however many there are: no more than these are in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import IO

import xlsxwriter

from runtime.scope import Column, Columns, ListQuery
from runtime.web.ahead import Parts
from runtime.web.export_cells import Cell, all_harmless, harmless, writer_of
from runtime.web.export_lines import lines_of
from runtime.web.formats import Formats

MOST_XLSX = 100_000
"""Rows in one XLSX file, which is whole before the first of it can be sent. CSV has as many as there are."""
LONGEST = 32_767
"""Characters in one cell of XLSX."""


class TooLongError(Exception):
    """A list with more rows than its file may have."""


def to_csv(columns: tuple[Column, ...], parts: Iterable[Columns], formats: Formats) -> Parts:
    """The head, then the rows of each part: UTF-8 with a mark, by which spreadsheets know it."""
    yield lines_of([[harmless(column.label)] for column in columns]).encode("utf-8-sig")
    writers = [writer_of(column, formats) for column in columns]
    for part in parts:
        cells = [list(map(str, map(write, values))) for write, values in zip(writers, part, strict=True)]
        yield lines_of([all_harmless(texts) for texts in cells]).encode()


def to_xlsx(columns: tuple[Column, ...], parts: Iterable[Columns], formats: Formats) -> IO[bytes]:
    """An open temporary file at its start. Text stays text: nothing in it becomes a formula or a link. Raises
    TooLongError."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    workbook = xlsxwriter.Workbook(file, options)
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, harmless(column.label), bold)
    writers = [writer_of(column, formats) for column in columns]
    rows = chain.from_iterable(zip(*map(map, writers, part), strict=True) for part in parts)
    for line, row in enumerate(rows, 1):
        if line > MOST_XLSX:
            raise TooLongError
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell)
    workbook.close()
    file.seek(0)
    return file


def whole(query: ListQuery) -> ListQuery:
    """The list from its first page on."""
    return replace(query, page=1, after=None)


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, harmless(value)[:LONGEST])
    else:
        sheet.write_number(line, place, value)
