"""How many statements a request to the interface costs, the session's included."""

import json
import subprocess
import sys

from tests.api.clients import Depot
from tests.sites.place import ROOT

BUDGET = {"list": 2, "first page of several": 2, "record": 2, "options": 2, "create": 5, "document": 1}
"""Creating costs what the form costs, and one to answer with the record as it is stored."""


def test_statements(depot: Depot) -> None:
    command = [sys.executable, "-m", "tests.api.counting", str(depot.place.var), depot.words("ada")["password"]]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == BUDGET
