"""One more door for commands: the same ones, the same rights, the same replies as at the broker."""

import json

import structlog
from fastapi import APIRouter, Request, Response

from queue_server.contract.envelope import MalformedCommandError, parse_command
from queue_server.contract.replies import REFUSALS, Reply, refused
from queue_server.contract.rights import MAY_SEND
from queue_server.web.access import Gate
from queue_server.web.api.described import COMMAND_BODY, command_answers
from queue_server.web.api.halls import known_hall
from queue_server.web.desk import CommandDesk
from queue_server.web.glance import Glance

PATH = "/api/v1/halls/{hall}/commands"


def commands_router(glance: Glance, gate: Gate, desk: CommandDesk) -> APIRouter:
    router = APIRouter(tags=["commands"])
    log = structlog.get_logger("http_door")

    @router.post(PATH, openapi_extra=COMMAND_BODY, responses=command_answers(), response_model=Reply)
    async def send_command(request: Request, hall: str) -> Response:
        """Ask something of the hall; the reply comes when its effect is on disk.

        The id is the sender's: the same command sent again, by this door or by MQTT, has one effect and gets the same
        reply, for seven days. So whoever got no answer, or 503, sends the same command again.
        """
        client = gate.client(request, "commands")
        known_hall(glance, hall)
        try:
            command = parse_command(await request.body())
        except MalformedCommandError as error:
            log.warning("command_malformed", client=client.id, detail=error.detail)
            return answer_of(_said(refused(error.command_id, "invalid_command", {"reason": error.detail})))
        if command.data.type not in MAY_SEND[client.kind]:
            log.warning("command_not_allowed", client=client.id, type=command.data.type)
            return answer_of(_said(refused(command.id, "not_allowed")))
        return answer_of(await desk.ask(command, client.id, client.kind))

    return router


def _said(reply: Reply) -> bytes:
    return reply.model_dump_json().encode()


def answer_of(body: bytes) -> Response:
    """The answer that says a reply over HTTP."""
    error = json.loads(body).get("error")
    status = REFUSALS[error["code"]].http_status if error else 200
    return Response(body, status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"})
