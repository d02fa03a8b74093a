"""``onedoor demo``: with a display the hall stays open for visitors, without one a scripted citizen walks through."""

import shutil
import signal
import sys
import tempfile
import textwrap
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from hardware.display import has_display
from onedoor.demo.collecting import Clerk
from onedoor.demo.hall import HALL_ID, DemoHall, start_hall
from onedoor.demo.processes import DemoError, Programs
from onedoor.demo.staff import Staff
from onedoor.demo.story import Album, tell_story
from onedoor.output import fail
from onedoor.window_keys import asking
from queue_server.contract.address import parse_broker_url

VISITOR_HELP = """\
  lay 1 … lay 5    lay one of the demo ID cards on the kiosk's reader
  remove           take the card away
  paper out | ok   take the paper out of the printer, or put it in
  close N          close door N of the locker; a result of card 1 lies behind door 1
  stick N          have door N of the locker not open any more
  N open | next | recall | start | finish | miss | park | undo | close
                   press a key of window N, for example: 1 open, then 1 next
Ctrl-C ends the demonstration."""


def run_demo(pictures: Path) -> None:
    """Run the demonstration; leaves with one clear line when a program fails."""
    shutil.rmtree(pictures, ignore_errors=True)
    paper, logs = pictures / "paper", pictures / "logs"
    for directory in (pictures, paper, logs):
        directory.mkdir(parents=True, exist_ok=True)
    driven = not has_display()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print("starting: queue server, broker, card reader, printer, locker, kiosk, hall board", flush=True)
    try:
        with ExitStack() as stack:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onedoor-demo-")))
            hall = start_hall(Programs(logs, stack), work, paper, driven=driven)
            staff = Staff(stack.enter_context(asking(parse_broker_url(hall.staff_url), HALL_ID, "staff")))
            staff.let_people_in()
            pages = f"{hall.addresses['http']}/api/v1/halls/{HALL_ID}/pages"
            Clerk(staff.asker, pages, hall.staff_token).put_a_result_into_the_locker()
            if driven:
                _show_pictures(hall, staff, Album(pictures), paper)
            else:
                _welcome_visitors(hall, staff, paper)
    except DemoError as error:
        fail(str(error))
    except KeyboardInterrupt:
        print("\nthe hall is closed")


def _show_pictures(hall: DemoHall, staff: Staff, album: Album, paper: Path) -> None:
    for sentence, picture in tell_story(hall, staff, album, paper):
        print(f"  {picture}  {sentence}", flush=True)
    print("  what was sent by SMS, had there been a provider:")
    print(textwrap.indent(hall.sms.read_text(encoding="utf-8").rstrip(), "    "))
    print(f"every step is in {album.directory}/, what the programs logged in {album.directory}/logs/")


def _welcome_visitors(hall: DemoHall, staff: Staff, paper: Path) -> None:
    print(f"broker {hall.addresses['mqtt']} · pages {hall.addresses['http']} · printed tickets in {paper}/")
    print(f"SMS, to be read with tail -f: {hall.sms}")
    print("Touch the kiosk with the mouse. Type here:")
    print(VISITOR_HELP, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words:
            print(_obey(hall, staff, words), flush=True)
    signal.pause()  # the input ended, the windows stay until a signal


def _obey(hall: DemoHall, staff: Staff, words: list[str]) -> str:
    orders: dict[str, Callable[[str], str]] = {
        "lay": hall.id_card.order,
        "remove": hall.id_card.order,
        "paper": hall.printer.order,
        "close": hall.locker.order,
        "stick": hall.locker.order,
    }
    try:
        if words[0] in orders:
            return orders[words[0]](" ".join(words))
        if len(words) == 2:
            return staff.press(*words)
    except DemoError as error:
        return str(error)
    return VISITOR_HELP
