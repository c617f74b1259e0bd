"""Which mails people choose among: those of records that their portal shows."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.sites.place import ROOT

PROGRAM = """
import json, pathlib, sys
from runtime.declarations.site import told_in
from runtime.site import load_site

site = load_site(pathlib.Path.cwd())
found = {key: [each.mail.label for each in told_in(site, portal) if each.mail] for key, portal in site.portals.items()}
json.dump(found, sys.stdout)
"""


def test_nobody_is_asked_about_mails_of_what_is_not_there() -> None:
    """Customers and partners are records of one type, to whom leads are offered; only partners have leads."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    labels = json.loads(done.stdout)
    assert "Leads offered to us" in labels["partner"]
    assert "Leads offered to us" not in labels["customer"]
    assert "Tickets that we received" in labels["customer"]
