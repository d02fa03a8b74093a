"""The shapes that the modules of the flow share: what an input brings about, and the tables that say so."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kiosk.flow.effects import Effect
from kiosk.flow.session import Session

Step = tuple[Session, tuple[Effect, ...]]

Handler = Callable[[Session, Any, Any, datetime, str], Step]
"""From the session, its page, the input, the time and a fresh id to what follows."""

Table = Mapping[tuple[type, type], Handler]
"""Which inputs belong to which page, by their types. What is in no table is refused."""
