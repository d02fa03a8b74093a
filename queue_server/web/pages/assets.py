"""Style sheets and scripts, each under an address that changes with its content, so that browsers keep them."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from queue_server.web.errors import UnknownPathError

PREFIX = "/static/"
FOR_A_YEAR = "public, max-age=31536000, immutable"
_TYPES = {"css": "text/css", "js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file; ``version`` is of its content."""

    content: bytes
    media_type: str
    version: str


class Assets:
    """Every asset of the package, read once."""

    def __init__(self) -> None:
        folder = files("queue_server.web").joinpath("static")
        self._assets = {file.name: _asset(file.name, file.read_bytes()) for file in folder.iterdir() if file.is_file()}

    def address(self, name: str) -> str:
        """Where the asset is served, as it is now."""
        return f"{PREFIX}{name}?v={self._assets[name].version}"

    def find(self, name: str) -> Asset:
        """:raises UnknownPathError: when there is no such asset."""
        try:
            return self._assets[name]
        except KeyError as error:
            raise UnknownPathError from error


def assets_router(assets: Assets) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get(PREFIX + "{name}")
    async def asset(request: Request, name: str) -> Response:
        found = assets.find(name)
        current = request.query_params.get("v") == found.version
        headers = {"ETag": f'"{found.version}"', "Cache-Control": FOR_A_YEAR if current else "no-cache"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(found.content, media_type=found.media_type, headers=headers)

    return router


def _asset(name: str, content: bytes) -> Asset:
    return Asset(content, _TYPES[name.rpartition(".")[2]], hashlib.sha256(content).hexdigest()[:12])
