"""Questions that are answered with a day, a moment, a time of day or a length of time."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from markupsafe import Markup

from runtime.web.controls import attributes
from runtime.web.formats import duration
from runtime.web.forms.question import Posted, Question, Wrong
from runtime.web.forms.texts import TextQuestion
from runtime.words import inside, joined, sentence, with_article

PARTS = (("day", "Day", "w-2"), ("month", "Month", "w-4"), ("year", "Year", "w-4"))
CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)
SPAN = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)", re.IGNORECASE
)
LONGEST = 100
"""Characters of a length of time: looking for its parts in many digits takes the square of their number."""
SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}


class DateQuestion(Question):
    """Three inputs, `<name>-day`, `-month` and `-year`; a month may be a name. A script may send `<name>` as ISO."""

    grouped = True
    parts: tuple[tuple[str, str, str], ...] = PARTS

    @property
    def target(self) -> str:
        return f"{self.name}-{self._first_wrong()}"

    @property
    def takes(self) -> dict[str, bool]:
        return dict.fromkeys([str(self.name), *(f"{self.name}-{part}" for part, _, _ in self.parts)], False)

    def is_answered(self, formdata: Posted) -> bool:
        return self.name in formdata or any(f"{self.name}-{part}" in formdata for part, _, _ in self.parts)

    def collect(self, formdata: Posted) -> list[str]:
        if self.name in formdata:
            return self._split(str(formdata[self.name]).strip())
        return [str(formdata.get(f"{self.name}-{part}", "")).strip() for part, _, _ in self.parts]

    def print(self, value: Any) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)]

    def read(self, texts: list[str]) -> Any:
        return self._day(texts) if any(texts) else None

    def _split(self, text: str) -> list[str]:
        """ISO in parts; what is no ISO date becomes the day, so that it is kept and called wrong."""
        try:
            return self.print(dt.date.fromisoformat(text)) if text else ["", "", ""]
        except ValueError:
            return [text, "", ""]

    def _day(self, texts: list[str]) -> dt.date:
        words = sentence(inside(self.declared.label))
        absent = [with_article(part) for (part, _, _), text in zip(self.parts, texts, strict=False) if not text]
        if absent:
            raise Wrong(f"{words} must include {joined(absent)}")
        day, year = _number(texts[0]), _number(texts[2])
        if year is not None and len(texts[2]) != 4:
            raise Wrong(f"{words} must have a year of 4 digits")
        try:
            return dt.date(year or 0, self._month(texts[1]) or 0, day or 0)
        except ValueError:
            raise Wrong(f"{words} must be a real date, like {self._example()}") from None

    def _month(self, text: str) -> int | None:
        """By number or by name, in English or the portal's language; three letters suffice."""
        start = text.casefold().rstrip(".")
        if start.isdigit():
            return _number(start)
        names = {**self._form.locale.months["format"]["wide"]}
        english = dict(enumerate(_MONTHS, 1))
        found = {number for number, name in (*names.items(), *english.items()) if name.casefold().startswith(start)}
        return found.pop() if len(start) >= 3 and len(found) == 1 else None

    def _example(self) -> str:
        return f"27 3 {self._form.today.year}"

    def _first_wrong(self) -> str:
        """The first part without text, where one is missing; else the first part."""
        if self.messages and any(self.texts):
            empty = (part for (part, _, _), text in zip(self.parts, self.texts, strict=False) if not text)
            return next(empty, self.parts[0][0])
        return self.parts[0][0]

    @property
    def own_hint(self) -> str:  # type: ignore[override]
        return f"For example, {self._example()}."

    def control(self) -> Markup:
        texts = self.texts or [""] * len(self.parts)
        inputs = (self._part(*part, text) for part, text in zip(self.parts, texts, strict=True))
        return Markup('<div class="date-parts">{}</div>').format(Markup("").join(inputs))

    def _part(self, part: str, label: str, width: str, text: str) -> Markup:
        of_input = {
            "id": f"{self.name}-{part}",
            "name": f"{self.name}-{part}",
            "type": "text",
            "class": f"form-control {width}",
            "inputmode": "numeric" if part in ("day", "year") else "",
            "value": text,
            "autocomplete": "off",
            "aria-invalid": "true" if self.messages else "",
        }
        return Markup('<div><label for="{}-{}">{}</label><input{}></div>').format(
            self.name, part, label, attributes(of_input)
        )


class DateTimeQuestion(DateQuestion):
    """A day and a time of day, in the site's time zone."""

    parts = (*PARTS, ("time", "Time", "w-4"))

    def print(self, value: Any) -> list[str]:
        local = value.astimezone(self._form.zone)
        return [*super().print(local), f"{local:%H:%M}"]

    def read(self, texts: list[str]) -> Any:
        if not any(texts):
            return None
        if all(texts[:3]) and not texts[3]:
            raise Wrong(f"{sentence(inside(self.declared.label))} must include a time, like 14:30")
        moment = dt.datetime.combine(self._day(texts), clock(texts[3], self.declared.label), tzinfo=self._form.zone)
        try:
            moment.astimezone(dt.UTC)
        except OverflowError:  # at the ends of time
            raise Wrong(f"{sentence(inside(self.declared.label))} must have another year") from None
        return moment

    def _split(self, text: str) -> list[str]:
        if not text:
            return [""] * 4
        try:
            moment = dt.datetime.fromisoformat(text)
            return self.print(moment if moment.tzinfo else moment.replace(tzinfo=self._form.zone))
        except (ValueError, OverflowError):  # no moment, or none on this zone's clocks
            return [text, "", "", ""]

    def _example(self) -> str:
        return f"{super()._example()} at 14:30"


class TimeQuestion(TextQuestion):
    width = "w-4"
    autocomplete = "off"
    own_hint = "For example, 14:30."

    def print(self, value: Any) -> list[str]:
        return [f"{value:%H:%M}"]

    def read(self, texts: list[str]) -> Any:
        text = texts[0].strip() if texts else ""
        return clock(text, self.declared.label) if text else None


class DurationQuestion(TextQuestion):
    width = "w-10"
    autocomplete = "off"
    own_hint = "For example, 30m, 2 hours or 1d 4h."

    def print(self, value: Any) -> list[str]:
        return [duration(value)]

    def read(self, texts: list[str]) -> Any:
        text = texts[0].strip() if texts else ""
        if not text:
            return None
        spans = SPAN.findall(text) if len(text) <= LONGEST else []
        if not spans or SPAN.sub("", text).replace("and", "").strip(" ,"):
            raise Wrong(f"{sentence(inside(self.declared.label))} must be a length of time, like 30m, 2 hours or 1d 4h")
        seconds = sum(float(number.replace(",", ".")) * SECONDS[unit[0].lower()] for number, unit in spans)
        return dt.timedelta(seconds=round(min(seconds, 1e10)))


def clock(text: str, label: str) -> dt.time:
    """A time of day: 14:30, 9.15, 0930, 9am; raises Wrong."""
    found = CLOCK.fullmatch(text.strip())
    words = f"{sentence(inside(label))} must have a time, like 14:30"
    if not found:
        raise Wrong(words)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise Wrong(words)
    return dt.time(hour, minute)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
