"""A hall of which nothing is known but its journal. What happened does not depend on what the hall file says today."""

from zoneinfo import ZoneInfo

from queue_server.domain.hall import Hall


def bare_hall(hall: str, timezone: ZoneInfo) -> Hall:
    """A hall without queues and windows."""
    return Hall(id=hall, name={}, timezone=timezone, queues={}, items={}, windows={}, priorities={})
