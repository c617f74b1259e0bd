"""Forms and schemas are loaded when they are needed: not before, and then all that the site names are there."""

from __future__ import annotations

import subprocess
import sys

from tests.sites.place import ROOT

PROGRAM = """
import sys
from pathlib import Path
from runtime.declarations.later import Later, loaded
from runtime.site import load_site

def rooms(found):
    return {name for name in sys.modules if name.startswith((f"generated.{found}.",))}

site = load_site(Path.cwd())
assert not rooms("forms") and not rooms("api"), "loaded with the site"
accesses = [access for record in site.records.values() for access in record.access.values()]
named = [each for access in accesses for each in (access.form, access.schema) if each is not None]
assert all(isinstance(each, Later) for each in named), named
classes = [loaded(each) for each in named]
assert all(each.means(found) for each, found in zip(named, classes, strict=True)), "another class than its name says"
print(len(rooms("forms")), len(rooms("api")))
"""


def test_all_classes_that_the_shipped_site_names_are_there() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    forms, schemas = map(int, done.stdout.split())
    assert forms > 20 and schemas > 30
