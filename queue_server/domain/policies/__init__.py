"""Who is next: one small file each. A policy gives the first in a line its rank; the lowest rank is called.

Within a line a policy may not change the order of arrival: only heads are compared.
"""

from collections.abc import Callable, Mapping

from queue_server.domain.hall import Hall, PolicyName
from queue_server.domain.policies.accumulating_priority import accumulating_priority
from queue_server.domain.policies.appointments_first import appointments_first
from queue_server.domain.policies.first_come import first_come

Rank = tuple[float, ...]
Policy = Callable[[Hall, str, float, float], Rank]
"""From the hall, a priority, since when somebody's waiting counts, and now (both in seconds) to a rank."""

POLICIES: Mapping[PolicyName, Policy] = {
    "accumulating_priority": accumulating_priority,
    "first_come": first_come,
    "appointments_first": appointments_first,
}

__all__ = ["POLICIES", "Policy", "Rank"]
