"""The site: what holds for all portals."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator import app
from generator.problems import Problem, Text
from generator.resolve.service_level.calendars import resolve_calendar
from generator.spec import Site
from generator.suggestion import closest


def resolve_site(site: Site, problems: list[Problem]) -> app.Site:
    problems += _zone_problems(site.time_zone)
    return app.Site(
        label=str(site.label),
        currency=str(site.currency),
        time_zone=str(site.time_zone),
        languages=tuple(str(language) for language in site.languages),
        calendars=tuple(resolve_calendar(calendar, problems) for calendar in site.calendars.values()),
    )


def _zone_problems(zone: Text) -> list[Problem]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        meant = closest(zone, available_timezones())
        message = f"there is no time zone '{zone}'"
        return [
            Problem(
                "S210", message, zone.at, f"did you mean '{meant}'?" if meant else "write for example Europe/Berlin"
            )
        ]
    return []
