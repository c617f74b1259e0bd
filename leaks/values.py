"""Plausible values for fields: canaries wherever the kind, the length, the pattern and the limits leave room."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from generator.app import Constant, Field, Value
from leaks.canaries import Mint
from leaks.drafting import Draft
from leaks.facts import Here
from leaks.meaning import Given, Meaning, Result
from leaks.patterns import text_for
from leaks.world import FILES, LINES, Cell, StoredFile

FILLED = 0.9
UNKNOWN = 0.2
AGES, OF_A_DAY = (0, 1, 2, 5, 9, 12, 20, 40, 80, 300), (0.3, 0.45)
"""Days since the last move, and the part of a day besides: never just as long as a move may be late."""
DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
PNG = b"\x89PNG\r\n\x1a\n"
MEDIA = {".png": "image/png", ".txt": "text/plain", ".pdf": "application/pdf", ".csv": "text/csv"}
_PART = re.compile(r"\{(year|month|seq|random)(?::(\d+))?\}")


class Values:
    """Values for the rows of a draft. The limits of a field are judged with the row as it is."""

    def __init__(self, draft: Draft, mint: Mint) -> None:
        self._draft, self._mint, self._chance = draft, mint, draft.chance
        self._zone = ZoneInfo(draft.app.site.time_zone)
        self._counted = {record: len(rows) for record, rows in draft.rows.items()}
        self._days: set[date] = set()

    def fill(self, here: Here) -> None:
        """Everything but links and computed fields; what is optional is missing at times."""
        for field in self._draft.fields[here.record].values():
            if field.target is None and field.formula is None and field.kind != LINES:
                self._draft.set(here, field.name, self.fresh(here, field))

    def fresh(self, here: Here, field: Field, *, filled: float = FILLED) -> Cell:
        """A value for a field that is no link."""
        if field.kept:
            return self._kept(field)
        sure = field.required or field.kind in FILES or field.computed or field.kind in _TEXTS
        if not sure and self._chance.random() > filled:
            return () if field.kind == "choices" else None
        if field.name == "number" and field.computed:
            return self._numbered(here)
        return self._made(here, field)

    def _kept(self, field: Field) -> Cell:
        """Of a workflow: the state, since when, who moved the row and when. Rows from before it have a state only."""
        if field.kind == "choice":
            return self._chance.choice(_keys(field))
        if field.kind in _TEXTS:
            return self._mint.word()
        if self._chance.random() < UNKNOWN:
            return None
        if field.kind == "integer":
            return self._chance.randint(1, 9)
        if field.kind == "account":
            return self._chance.choice(self._draft.accounts) if self._draft.accounts else None
        days = self._chance.choice(AGES) + self._chance.uniform(*OF_A_DAY)
        return self._draft.moment - timedelta(days=days)

    def moment_of(self, here: Here) -> datetime:
        """When something may have happened to the row."""
        return self._draft.moment - timedelta(seconds=self._chance.randrange(3 * 86_400, 500 * 86_400))

    def limit(self, here: Here, value: Value | None) -> Result:
        """What a minimum or maximum is for this row; nobody in particular asks."""
        if value is None or isinstance(value, Constant):
            return None if value is None else value.value
        rules = {rule.name: rule for rule in self._draft.app.records[here.record].rules}
        given = Given(self._draft.moment, self._zone)
        return Meaning(self._draft.facts, given).value(rules[value.name].expression.tree, this=here)

    def _made(self, here: Here, field: Field) -> Cell:
        match field.kind:
            case "choice":
                return self._chance.choice(_keys(field))
            case "choices":
                keys = _keys(field)
                return tuple(sorted(self._chance.sample(keys, self._chance.randint(1, len(keys))), key=keys.index))
            case "yesno":
                return self._chance.random() < 0.7
            case "date" | "datetime" | "time" | "duration":
                return self._timed(here, field)
            case "integer" | "decimal" | "percent" | "money":
                return self._number(here, field)
            case "file" | "image":
                return (self._file(field),)
            case "files":
                return tuple(self._file(field) for _ in range(self._chance.randint(1, 2)))
            case "text" | "longtext" | "richtext" | "email" | "phone" | "url" | "address":
                return self._text(field)
        raise ValueError(f"leaks/values.py does not know how to fill a field of kind {field.kind}")

    def _text(self, field: Field) -> str:
        if field.kind == "phone":
            return f"+4930{self._mint.number()}"
        word = self._mint.word()
        if field.pattern:
            return word if re.fullmatch(field.pattern, word) else text_for(field.pattern, self._chance)
        written = {
            "email": f"{word.lower()}@tenant.example",
            "url": f"https://www.tenant.example/{word}",
            "address": f"{word} 1\n10115 Berlin",
            "richtext": f"Said **{word}** here.",
            "longtext": f"{word} first.\nThen more.",
        }.get(field.kind, f"{word} of many")
        return written if len(written) <= (field.length or 200) else word[: field.length]

    def _number(self, here: Here, field: Field) -> Cell:
        low, high = self.limit(here, field.minimum), self.limit(here, field.maximum)
        low = Decimal(0) if low is None else Decimal(low)
        roomy = (high is None or high >= 9_999_999) and low <= 1_000_000
        places = 0 if field.kind == "integer" else field.places or 0
        if roomy:
            number = Decimal(self._mint.number())
        else:
            scale = 10**places
            top = low + 1000 if high is None else max(Decimal(high), low)
            number = Decimal(self._chance.randint(int(low * scale), int(top * scale))) / scale
        return int(number) if field.kind == "integer" else number.quantize(Decimal(1).scaleb(-places))

    def _timed(self, here: Here, field: Field) -> Cell:
        low, high = self.limit(here, field.minimum), self.limit(here, field.maximum)
        if field.kind == "duration":
            least = max(low or timedelta(), timedelta(minutes=1))
            most = max(high or timedelta(days=20), least)
            return least + timedelta(minutes=self._chance.randint(0, int((most - least).total_seconds()) // 60))
        if field.kind == "time":
            found = time(self._chance.randint(5, 21), self._chance.choice((0, 15, 30, 45)))
            return min(max(found, low or found), high or time.max)
        day = self._day(_day_of(low, self._zone), _day_of(high, self._zone))
        if field.kind == "date":
            return day
        moment = datetime.combine(day, time(self._chance.randint(6, 20), self._chance.randint(0, 59)), self._zone)
        fitting = min(max(moment, low or moment), high or moment)
        return fitting.astimezone(self._draft.moment.tzinfo)

    def _day(self, low: date | None, high: date | None) -> date:
        """One that no other value has, if there is one; not of these days, which end while the world is looked at."""
        today = self._draft.moment.astimezone(self._zone).date()
        first = low or min(today, high or today) - timedelta(days=500)
        last = high or max(today, first) + timedelta(days=300)
        for _ in range(30):
            found = first + timedelta(days=self._chance.randint(0, max((last - first).days, 0)))
            if found not in self._days and abs((found - today).days) > 2:
                self._days.add(found)
                return found
        return first if low else last

    def _numbered(self, here: Here) -> str:
        """By the pattern of the record type; sequences begin at 1."""
        record = self._draft.app.records[here.record]
        self._counted[here.record] = self._counted.get(here.record, 0) + 1
        made = self._draft.get(here, "created")
        assert isinstance(made, datetime)
        local = made.astimezone(self._zone)
        parts = {"year": f"{local:%Y}", "month": f"{local:%m}", "seq": str(self._counted[here.record])}

        def write(part: re.Match[str]) -> str:
            if part[1] == "random":
                return "".join(self._chance.choice(LETTERS) for _ in range(int(part[2] or 6)))
            return parts[part[1]].zfill(int(part[2] or 1)) if part[1] == "seq" else parts[part[1]]

        return _PART.sub(write, record.number or "")

    def _file(self, field: Field) -> StoredFile:
        name, body = self._mint.word(), self._mint.word()
        ending = ending_of(field)
        return StoredFile(
            self._draft.new_id(self._draft.moment - timedelta(days=self._chance.randint(3, 300))),
            f"{name}{ending}",
            content_of(ending, body),
            MEDIA.get(ending, "application/octet-stream"),
        )


_TEXTS = frozenset({"text", "longtext", "richtext", "email", "phone", "url", "address"})


def _keys(field: Field) -> list[str]:
    assert field.choices is not None
    return [key for key, _ in field.choices.options]


def _day_of(limit: Result, zone: ZoneInfo) -> date | None:
    if isinstance(limit, datetime):
        return limit.astimezone(zone).date()
    return limit if isinstance(limit, date) else None


def ending_of(field: Field) -> str:
    if not field.accept:
        return ".txt"
    for ending, media in MEDIA.items():
        if not {ending, media, f"{media.split('/')[0]}/*"}.isdisjoint(field.accept):
            return ending
    return next((each for each in field.accept if each.startswith(".")), ".txt")


def content_of(ending: str, word: str) -> bytes:
    if ending == ".png":
        return _picture(word)
    head = "%PDF-1.4\n" if ending == ".pdf" else ""
    return f"{head}What {word} says.\n".encode()


def _picture(word: str) -> bytes:
    """One grey dot, with the word beside it."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"tEXt", f"Comment\0{word}".encode()),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    return PNG + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
