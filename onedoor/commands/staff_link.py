"""``onedoor staff-link``."""

from contextlib import closing
from pathlib import Path

from onedoor.output import EXIT_BAD_INPUT, fail
from queue_server.service.clock import utc_now
from queue_server.settings import JOURNAL, STAFF_FILE
from queue_server.staff.entrance import Entrance
from queue_server.staff.errors import InvalidAccountError
from queue_server.staff.passwords import Passwords
from queue_server.staff.store import StaffStore


def run_staff_link(data: Path, account: str) -> None:
    """Print the end of the link: only the server knows under which address its pages are reached."""
    if not (data / JOURNAL).is_file():
        fail(f"no server has worked in {data} yet: its first start prints a link", EXIT_BAD_INPUT)
    with closing(StaffStore(data / STAFF_FILE)) as store:
        try:
            link = Entrance(store, Passwords(), utc_now).recovery_link(account)
        except InvalidAccountError:
            fail("--id: 1 to 64 letters, digits, dots, dashes or underscores", EXIT_BAD_INPUT)
    print(f"/staff/link/{link}")
