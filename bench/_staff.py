"""Somebody who works in the measured hall, in a browser."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import requests

from queue_server.staff.accounts import Account
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.roles import Role
from queue_server.staff.store import StaffStore

PASSWORD = "a sentence of the bench"  # noqa: S105 - of a hall that lives for a minute
HANG_S = 60


def entered(url: str, data: Path, role: Role) -> tuple[requests.Session, str]:
    """A session that has logged in with a role, and the secret of its cookie."""
    with closing(StaffStore(data / "staff.sqlite")) as store:
        entrance = Entrance(store, Passwords(), lambda: datetime.now(UTC))
        entrance.choose_password(entrance.add("admin", Account("2001", "Person", frozenset({role}))), PASSWORD)
    session = requests.Session()
    session.headers["Origin"] = url
    form = {"account": "2001", "password": PASSWORD}
    session.post(f"{url}/staff/login", data=form, timeout=HANG_S, allow_redirects=False)
    return session, session.cookies["onedoor_staff"]
