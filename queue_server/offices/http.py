"""An office over HTTP: cases and pages are put at addresses of their own, changes are read from a place on."""

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

import requests

from queue_server.offices.errors import NotTakenError
from queue_server.offices.interface import Changes, PushedCase, PushedPage
from queue_server.outgoing import OutgoingSession, whole_body, why

MOST_CHANGES_BYTES = 4 * 1024 * 1024


class HttpOffice:
    """See :class:`queue_server.offices.interface.Office`; the addresses are in the document for integrators."""

    def __init__(self, url: str, secret: str, *, connect_s: float, answer_s: float) -> None:
        self._url = url.rstrip("/")
        self._timeout = (connect_s, answer_s)
        self._session = OutgoingSession()
        self._session.headers["Authorization"] = f"Bearer {secret}"

    def push_page(self, case: str, page: PushedPage, body: bytes) -> None:
        path = f"cases/{quote(case, safe='')}/pages/{quote(page.page, safe='')}"
        self._ask("PUT", path, body, {"Content-Type": page.media_type, "Onedoor-Digest": f"sha-256={page.digest}"})

    def push(self, case: PushedCase) -> None:
        told = {name: value for name, value in asdict(case).items() if value is not None}
        body = json.dumps({**told, "submitted_at": case.submitted_at.isoformat()}, ensure_ascii=False).encode()
        self._ask("PUT", f"cases/{quote(case.case, safe='')}", body, {"Content-Type": "application/json"})

    def pull(self, after: str | None) -> Changes:
        query = "" if after is None else f"?after={quote(after, safe='')}"
        told = self._read(self._ask("GET", f"changes{query}", None, {"Accept": "application/json"}))
        changes, following = told.get("changes"), told.get("after", after)
        if not isinstance(changes, list) or not isinstance(following, str | None):
            raise NotTakenError("an answer without changes")
        return Changes(changes, following)

    def close(self) -> None:
        self._session.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        try:
            with self._session.request(
                method,
                f"{self._url}/{path}",
                data=body,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as answer:
                if not 200 <= answer.status_code < 300:
                    raise NotTakenError(f"HTTP {answer.status_code}")
                return whole_body(answer, MOST_CHANGES_BYTES) if method == "GET" else b""
        except requests.RequestException as error:
            raise NotTakenError(why(error)) from error

    @staticmethod
    def _read(body: bytes) -> dict[str, Any]:
        try:
            told = json.loads(body)
        except ValueError as error:
            raise NotTakenError("an answer that is no JSON") from error
        if not isinstance(told, dict):
            raise NotTakenError("an answer that is no object")
        return told
