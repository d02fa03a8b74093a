"""What a form sent: short fields by name, and the id that makes a form sent twice have one effect."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl
from uuid import UUID, uuid5

from fastapi import Request

from queue_server.web.errors import InvalidRequestError

MOST_FIELDS = 220
"""Two hundred answers that a person keeps, and what goes with them."""
FORM_TYPE = "application/x-www-form-urlencoded"


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields; of one that was sent twice the last.

    :raises InvalidRequestError: when it is no form.
    """
    body = await request.body()
    sent_as = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and sent_as != FORM_TYPE:
        raise InvalidRequestError(f"expected {FORM_TYPE}")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise InvalidRequestError("no form") from error
    return {name: value.strip() for name, value in pairs}


def command_id(form: Mapping[str, str], new_id: Callable[[], UUID]) -> str:
    """The id of the command that a form asks for.

    A form that is sent twice, by a second touch or by "back", is the same command; one whose fields were changed in
    between is another.
    """
    try:
        page = UUID(form.get("form", ""))
    except ValueError:
        return str(new_id())
    content = "\n".join(f"{name}={form[name]}" for name in sorted(form))
    return str(uuid5(page, content))
