"""Asks the portal for a page without a browser."""

from __future__ import annotations

import gzip
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Answer(NamedTuple):
    """What came back, and how many bytes went over the wire."""

    status: int
    headers: dict[str, str]
    text: str
    weight: int


def fetch(address: str) -> Answer:
    """Return a page or a file as a browser without brotli gets it; an error is an answer too."""
    request = Request(address, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})
    try:
        with urlopen(request, timeout=20) as response:
            return _read(response)
    except HTTPError as error:
        return _read(error)


def _read(response) -> Answer:
    body = response.read()
    headers = {name.lower(): value for name, value in response.headers.items()}
    content = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    return Answer(response.status, headers, content.decode(errors="replace"), len(body))
