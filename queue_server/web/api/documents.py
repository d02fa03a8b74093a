"""The contract's document of the other door, for whoever connects by MQTT."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from queue_server.contract.asyncapi import asyncapi_document


def documents_router() -> APIRouter:
    router = APIRouter(tags=["reading"])
    document = asyncapi_document()

    @router.get("/api/asyncapi.json")
    async def asyncapi() -> JSONResponse:
        """What the hall says over MQTT, as an AsyncAPI 3 document."""
        return JSONResponse(document)

    return router
