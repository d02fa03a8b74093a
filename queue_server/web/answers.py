"""How errors are said: to programs as the contract's Reply, to people as a page. Nobody is shown a stack trace."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from queue_server.contract.replies import REFUSALS, Reply, ReplyError
from queue_server.web.errors import InvalidRequestError, UnknownPathError, WebError, WrongMethodError
from queue_server.web.pages.rendering import Pages, reader_of
from queue_server.web.words.common import COMMON

FOR_PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics")

_Handler = Callable[[Request, Any], Awaitable[Response]]


def error_reply(error: WebError) -> Reply:
    """What a program is told."""
    refusal = REFUSALS.get(error.code)
    zh, en = (refusal.zh, refusal.en) if refusal else (COMMON[language][error.code] for language in ("zh", "en"))
    told = ReplyError(
        code=error.code,
        message={"zh": zh, "en": en},
        retryable=refusal is not None and refusal.retryable,
        details=error.details or None,
    )
    return Reply(id=None, ok=False, error=told)


class ErrorAnswers:
    """Says an error in the way of whoever asked."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def say(self, request: Request, error: WebError) -> Response:
        if request.url.path.startswith(FOR_PROGRAMS):
            body = error_reply(error).model_dump(mode="json")
            return JSONResponse(body, status_code=error.status, headers=error.headers)
        return _error_page(self._pages, request, error)

    def take_over(self, app: FastAPI) -> None:
        """Make every error that the application foresees one of ours."""

        async def http_error(request: Request, error: HTTPException) -> Response:
            if error.status_code == 404:
                return await self.say(request, UnknownPathError())
            if error.status_code != 405:
                return await self.say(request, InvalidRequestError(str(error.detail)))
            allowed = ", ".join(_methods(app.router.routes, request))
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"Allow": allowed})
            return await self.say(request, WrongMethodError(allowed))

        async def mistaken(request: Request, error: RequestValidationError) -> Response:
            mistake = error.errors()[0]
            place = ".".join(str(step) for step in mistake["loc"])
            return await self.say(request, InvalidRequestError(f"{place}: {mistake['msg']}"))

        handlers: tuple[tuple[type[Exception], _Handler], ...] = (
            (WebError, self.say),
            (HTTPException, http_error),
            (RequestValidationError, mistaken),
        )
        for kind, handler in handlers:
            app.add_exception_handler(kind, handler)


def _error_page(pages: Pages, request: Request, error: WebError) -> Response:
    reader = reader_of(request)
    words = COMMON[reader.language]
    name = "full" if error.code == "busy" and error.status == 503 else error.code
    sentence = words[f"{name}_why"].format(**error.details)
    page = pages.message(reader, error.status, words[name], sentence)
    page.headers.update(error.headers)
    return page


def _methods(routes: Sequence[BaseRoute], request: Request) -> list[str]:
    """Every method that is served at this address."""
    served = [
        method
        for method in ("GET", "POST")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    return [*served, *(["HEAD"] if "GET" in served else []), "OPTIONS"]
