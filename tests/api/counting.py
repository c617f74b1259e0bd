"""Counts the statements of requests to the depot's interface, in a process of its own: `python -m … FOLDER PASSWORD`.

Prints them as JSON, by request. Every request is asked twice, since the first one of a kind may look at permissions.
"""

import json
import sys
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from runtime.serving import load_application
from runtime.settings import read_settings
from tests.servers.statements import noted

API = "/clients/api/v1"


def main() -> None:
    var, password = Path(sys.argv[1]), sys.argv[2]
    settings = read_settings({}, var=var)
    client = Client(load_application(settings, var / "generations" / (var / "current").read_text().strip()))
    body = {"email": "ada@north.example", "password": password}
    token = client.post(f"{API}/login", json=body, base_url="http://127.0.0.1").json["access_token"]  # type: ignore[index]

    def count(method: str, path: str, **options: Any) -> int:
        for _ in range(2):
            headers = {"Authorization": f"Bearer {token}"}
            with noted() as seen:
                answer = client.open(
                    f"{API}{path}", method=method, headers=headers, base_url="http://127.0.0.1", **options
                )
            assert answer.status_code < 300, answer.text
        return len(seen)

    found = client.get(
        f"{API}/parcels/?q=Books", headers={"Authorization": f"Bearer {token}"}, base_url="http://127.0.0.1"
    )
    books = found.json["result"][0]["id"]  # type: ignore[index]
    counts = {
        "list": count("GET", "/parcels/"),
        "first page of several": count("GET", "/parcels/?_size=1"),
        "record": count("GET", f"/parcels/{books}"),
        "options": count("GET", "/parcels/options/sender"),
        "create": count("POST", "/parcels/", json={"contents": "Counted"}),
        "document": count("GET", "/openapi.json"),
    }
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    main()
