"""Loads the demo records of the specs into an empty database, and makes accounts to try them with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.demo import DemoFile, DemoLink, DemoMoment, DemoRecord, DemoScalar
from generator.problems import errors
from portal.check import run
from portal.folders import Folders, say, stop
from portal.serve import current_generation
from runtime.demo import Link, Moment, Sample, is_empty, load_samples
from runtime.demo_accounts import make_accounts, write_accounts
from runtime.files import FileStore
from runtime.settings import Settings
from runtime.site import load_site, open_checked


def load(folders: Folders, settings: Settings) -> None:
    """Does nothing where there are records already, or none in the specs. Raises StartError."""
    site = load_site(current_generation(settings))
    engines = open_checked(settings).made_by("operator")
    if not is_empty(engines, site):
        return
    samples = _samples(folders)
    if not samples:
        return
    say(f"Loading {len(samples)} demo records.")
    load_samples(engines, site, FileStore(settings.files_url), samples, datetime.now(UTC))
    accounts = make_accounts(engines, site, settings.base_url)
    path = write_accounts(accounts, settings.var)
    say(f"{len(accounts)} demo accounts with their passwords are in {path}.")


def _samples(folders: Folders) -> list[Sample]:
    generation = run(folders)
    if generation.app is None or errors(generation.problems):
        stop("the specs have problems; run: portal check")
    return [_sample(record, folders.specs / "demo") for record in generation.app.demo]


def _sample(record: DemoRecord, folder: Path) -> Sample:
    return Sample(record.record, record.key, {name: _value(value, folder) for name, value in record.values})


def _value(value: DemoScalar | tuple[DemoScalar, ...], folder: Path) -> object:
    if isinstance(value, tuple):
        return tuple(_value(each, folder) for each in value)
    if isinstance(value, DemoLink):
        return Link(value.record, value.key)
    if isinstance(value, DemoMoment):
        return Moment(value.base, value.seconds)
    return folder / value.path if isinstance(value, DemoFile) else value
