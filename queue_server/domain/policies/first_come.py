"""First come, first served, whatever the priority."""

from queue_server.domain.hall import Hall


def first_come(_hall: Hall, _priority: str, since: float, _moment: float) -> tuple[float, ...]:
    """The longest wait first."""
    return (since,)
