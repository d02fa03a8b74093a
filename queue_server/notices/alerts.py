"""What staff are to look at."""

from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.hall import Text


@dataclass(frozen=True, slots=True)
class Alert:
    """``code`` is stable; ``text`` is for people, by language."""

    code: str
    since: datetime
    text: Text
