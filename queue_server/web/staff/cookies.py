"""The two cookies of the staff pages: who somebody is, and in which language they read."""

from http.cookies import SimpleCookie
from typing import Literal

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

from queue_server.web.language import Language, chosen_language

SESSION = "onedoor_staff"
LANGUAGE = "onedoor_language"
PATH = "/staff"
A_YEAR_S = 365 * 24 * 3600


def cookies_of(scope: Scope) -> dict[str, str]:
    return cookie_parser(Headers(scope=scope).get("cookie", ""))


def language_of(scope: Scope, chosen: str | None) -> Language:
    """What a link chose, else what was chosen before, else what the browser prefers."""
    kept = cookies_of(scope).get(LANGUAGE)
    return chosen_language(chosen or kept, Headers(scope=scope).get("accept-language", ""))


def keep_session(response: Response, secret: str, *, secure: bool) -> None:
    """Until the browser is closed or the session ends, whichever comes first. No script reads it."""
    # Lax and not strict: who comes back from the identity provider comes from another site.
    response.set_cookie(SESSION, secret, path=PATH, httponly=True, samesite="lax", secure=secure)


def forget_session(response: Response) -> None:
    response.delete_cookie(SESSION, path=PATH)


def language_cookie(language: Language, same_site: Literal["Lax"] = "Lax") -> str:
    """The header that keeps a chosen language."""
    cookie: SimpleCookie = SimpleCookie({LANGUAGE: language})
    cookie[LANGUAGE].update({"path": PATH, "max-age": str(A_YEAR_S), "samesite": same_site})
    return cookie[LANGUAGE].OutputString()
