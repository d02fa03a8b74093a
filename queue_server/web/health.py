"""Is the server alive, is it ready, and how is it: for whoever runs it."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from queue_server.web.glance import Glance
from queue_server.web.metrics import Metrics


class Health(BaseModel):
    """``seq`` is how far the journal is, ``broker`` whether commands can be heard by MQTT."""

    status: str
    hall: str
    seq: int
    broker: bool


class Readiness(BaseModel):
    """Whether the hall can be used by everybody: by HTTP, and through the broker."""

    ready: bool
    broker: bool


def health_router(glance: Glance, metrics: Metrics, broker_connected: Callable[[], bool]) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz", response_model=Health)
    async def healthz() -> Response:
        """Alive: the process answers."""
        state = glance.state
        health = Health(status="ok", hall=state.hall.id, seq=state.seq, broker=broker_connected())
        return JSONResponse(health.model_dump())

    @router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness, "description": "Not yet."}})
    async def readyz() -> Response:
        """Ready: commands are heard at both doors. While the broker is away this is 503, and HTTP is served all the
        same.
        """
        connected = broker_connected()
        told = Readiness(ready=connected, broker=connected)
        return JSONResponse(told.model_dump(), status_code=200 if connected else 503)

    @router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    async def read_metrics() -> Response:
        """Figures in Prometheus's text format."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
