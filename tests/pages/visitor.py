"""Somebody who visits the pages by plain requests and fills in their forms."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import Client, TestResponse

HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|form_token|revision)" value="([^"]*)">')


@dataclass
class Visitor:
    client: Client
    root: str

    def login(self, email: str, password: str, query: str = "") -> str:
        """Where the login leads to."""
        token = dict(HIDDEN.findall(self.client.get(f"{self.root}/login{query}").text))
        answer = self.client.post(f"{self.root}/login{query}", data={"email": email, "password": password, **token})
        assert answer.status_code == 303, answer.text
        return answer.location

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(f"{self.root}{path}", **options)

    def post(self, path: str, data: Any, **options: Any) -> TestResponse:
        return self.client.post(f"{self.root}{path}", data=data, **options)

    def submit(self, path: str, data: dict[str, Any], **options: Any) -> TestResponse:
        """The form at `path`, with its hidden values, filled in."""
        hidden = dict(HIDDEN.findall(self.get(path).text))
        assert hidden, f"{path} has no form"
        return self.post(path, {**hidden, **data}, **options)
