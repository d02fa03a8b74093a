"""Which script within a staff page is run: only what the framework wrote there, which carries the page's nonce.

The framework, NiceGUI, knows no nonces. Its one template is marked when it is read, not what comes of it: script that
somebody smuggled into a page has none and is not run, nor is script in an attribute.
"""

import re

from fastapi.templating import Jinja2Templates
from jinja2 import BaseLoader, ChoiceLoader, DictLoader
from starlette.requests import Request

NONCE = "onedoor.nonce"
"""Where the scope of a request says which nonce its page has."""

_PAGE = "index.html"
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|nonce)=)")


def policy(nonce: str) -> str:
    """The Content-Security-Policy of a staff page. The framework compiles its templates in the browser, which takes
    ``unsafe-eval``, and has style within the page.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def mark_scripts(templates: Jinja2Templates) -> None:
    """Make every script within the framework's page carry the nonce of its request."""
    environment = templates.env
    loader = environment.loader
    if not isinstance(loader, BaseLoader):
        raise TypeError("the staff pages' framework has no template to be marked")
    source, _, _ = loader.get_source(environment, _PAGE)
    marked = _INLINE.sub('<script nonce="{{ nonce }}"', source)
    if marked != source:
        environment.loader = ChoiceLoader([DictLoader({_PAGE: marked}), loader])
        templates.context_processors.append(_nonce_of)


def _nonce_of(request: Request) -> dict[str, str]:
    return {"nonce": request.scope[NONCE]}
