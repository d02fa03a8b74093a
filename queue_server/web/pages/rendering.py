"""From a view model and a template to a page; links keep the language that the reader chose."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined

from queue_server.domain.hall import Hall
from queue_server.web.language import Language, chosen_language, in_language, other_language
from queue_server.web.pages.assets import Assets
from queue_server.web.words.common import COMMON

_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a page: the language, and whether a link chose it or the browser did."""

    language: Language
    chosen: bool
    path: str
    query: tuple[tuple[str, str], ...]

    def link(self, path: str, **query: str) -> str:
        """A link that keeps a chosen language."""
        if self.chosen:
            query.setdefault("lang", self.language)
        return f"{path}?{urlencode(query)}" if query else path

    @property
    def in_other_language(self) -> str:
        """This page in the other language."""
        query = {name: value for name, value in self.query if name != "lang"}
        return f"{self.path}?{urlencode({**query, 'lang': other_language(self.language)})}"


def reader_of(request: Request) -> Reader:
    chosen = request.query_params.get("lang")
    language = chosen_language(chosen, request.headers.get("accept-language", ""))
    query = tuple(request.query_params.items())
    return Reader(language, chosen == language, request.scope["path"], query)


class Pages:
    """Renders the templates of this package."""

    def __init__(self, assets: Assets, hall: Callable[[], Hall]) -> None:
        self._hall = hall
        self._templates = Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined)
        self._templates.globals["asset"] = assets.address
        self._templates.filters["told"] = in_language

    def page(self, template: str, reader: Reader, status: int = 200, **content: Any) -> HTMLResponse:
        """A whole page. It is one person's, so nobody keeps it."""
        html = self.part(
            template,
            reader=reader,
            lang=_TAGS[reader.language],
            common=COMMON[reader.language],
            hall=in_language(self._hall().name, reader.language),
            **content,
        )
        headers = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": _TAGS[reader.language]}
        return HTMLResponse(html, status_code=status, headers=headers)

    def message(self, reader: Reader, status: int, title: str, sentence: str) -> HTMLResponse:
        """A page that says one thing, such as why there is no other."""
        return self.page("message.html", reader, status, title=title, sentence=sentence)

    def part(self, template: str, **content: Any) -> str:
        """A piece of a page."""
        return self._templates.get_template(template).render(content)


def _template(name: str) -> str:
    return files("queue_server.web").joinpath("templates", name).read_text(encoding="utf-8")
