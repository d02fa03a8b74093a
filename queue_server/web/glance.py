"""The hall as it is now, looked at by many at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState
from queue_server.service.views import Views

OLD_AFTER = timedelta(seconds=1)
"""A wait is told in minutes; what is worked out for one page serves the others of that second."""


class Glance:
    """Shares one :class:`Views` among all who look before the hall changes. For one thread."""

    def __init__(self, state: Callable[[], HallState], clock: Callable[[], datetime]) -> None:
        self._state = state
        self._clock = clock
        self._views: Views | None = None

    @property
    def views(self) -> Views:
        state, now, views = self._state(), self._clock(), self._views
        if views is None or views.state is not state or not timedelta() <= now - views.now < OLD_AFTER:
            views = self._views = Views(state, now)
        return views

    @property
    def state(self) -> HallState:
        return self._state()

    @property
    def hall(self) -> Hall:
        return self._state().hall

    @property
    def now(self) -> datetime:
        return self._clock()
