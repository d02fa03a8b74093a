"""Figures for whoever watches the server, as Prometheus reads them. They name no person and no ticket."""

import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable

import prometheus_client as prometheus
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server.web.access import Gate
from queue_server.web.glance import Glance

UNKNOWN_ROUTE = "none"
"""What was asked where nothing is served: every address anybody thinks of would be a label of its own."""

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0)


class Metrics:
    """One application's figures."""

    def __init__(self, glance: Glance, gate: Gate, broker_connected: Callable[[], bool]) -> None:
        self._registry = prometheus.CollectorRegistry()
        self.requests = prometheus.Counter(
            "onedoor_http_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.seconds = prometheus.Histogram(
            "onedoor_http_request_seconds",
            "How long an answer took; without connections that are held open.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._registry.register(_HallFigures(glance, gate, broker_connected))
        prometheus.ProcessCollector(registry=self._registry)

    def text(self) -> bytes:
        """All of them now, in Prometheus's text format."""
        return prometheus.generate_latest(self._registry)


class _HallFigures(Collector):
    """Looked up when they are asked for."""

    def __init__(self, glance: Glance, gate: Gate, broker_connected: Callable[[], bool]) -> None:
        self._glance = glance
        self._gate = gate
        self._broker_connected = broker_connected

    def collect(self) -> Iterable[Metric]:
        state = self._glance.state
        yield _gauge("onedoor_journal_seq", "The place of the hall's last event.", state.seq)
        yield _gauge("onedoor_hall_open", "1 while the counters serve.", state.hall.is_open(self._glance.now))
        yield _gauge("onedoor_broker_connected", "1 while commands can be heard by MQTT.", self._broker_connected())
        yield _by("onedoor_queue_waiting", "People who wait.", "queue", _waiting(self._glance))
        windows = Tally(state.window(window).state.value for window in state.hall.windows)
        yield _by("onedoor_windows", "Windows by what they do.", "state", windows)
        alerts: Tally[str] = Tally(alert.key.rule for alert in state.alerts.values())
        yield _by("onedoor_alerts", "Alerts that are raised and not over.", "rule", alerts)
        yield _gauge("onedoor_http_streams", "Connections that are held open.", self._gate.seats.taken)
        yield _gauge(
            "onedoor_http_streams_refused", "Connections for which there was no room.", self._gate.seats.refused
        )
        yield _gauge("onedoor_http_too_often", "Requests of strangers that came too often.", self._gate.refused)


class Measured:
    """Counts every request by its route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            route = getattr(scope.get("route"), "path", UNKNOWN_ROUTE)
            self._metrics.requests.labels(scope["method"], route, status).inc()
            if "onedoor.stream" not in scope:
                self._metrics.seconds.labels(route).observe(time.monotonic() - began)


def _waiting(glance: Glance) -> dict[str, int]:
    return {queue: glance.state.crowd(queue).people for queue in glance.hall.queues}


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _by(name: str, meaning: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=(label,))
    for of, value in values.items():
        family.add_metric((of,), value)
    return family
