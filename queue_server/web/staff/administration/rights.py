"""Who may administer is asked at every step, and not only when the page opens."""

from queue_server.staff.roles import Right
from queue_server.web.staff.visit import Visit


def administrator_of(visit: Visit) -> str | None:
    """The staff number of whoever sits at the page, while that person may administer."""
    person = visit.person
    return person.id if person is not None and person.may(Right.ADMINISTER) else None
