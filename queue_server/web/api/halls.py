"""One server serves one hall; an address names it all the same, so that several servers can stand behind one."""

from queue_server.web.errors import UnknownError
from queue_server.web.glance import Glance


def known_hall(glance: Glance, hall: str) -> None:
    """:raises UnknownError: when ``hall`` is not the one that is served here."""
    if hall != glance.hall.id:
        raise UnknownError("unknown_hall")
