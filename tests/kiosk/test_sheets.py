"""Sheets of A4: a guide with its materials, and how an application stands; and out of a real CUPS."""

import queue
from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from hardware.document_printer import CupsPrinter, Timing
from kiosk.devices.documents import DocumentThread
from kiosk.flow.effects import CaseSheet, SheetJob
from kiosk.flow.inputs import Input, PrintEnded
from kiosk.paper import PaperDrawer, PaperFonts
from kiosk.sheets import HEIGHT, MARGIN, WIDTH, SheetDrawer
from queue_server.contract.commands import Printed
from tests.hardware.cups_bench import Cups, PaperPrinter, running_cups
from tests.kiosk.device_bench import HANG_S, QUICK
from tests.kiosk.hall import HALL, NOW, applied_for, entry
from tests.kiosk.hall_cases import BACK, READY

SERVICE = {"zh": "户口迁入登记", "en": "Move-in registration"}
GUIDE = SheetJob("sheet-1", entry(), HALL.name, SERVICE, "zh")
CASE = SheetJob(
    "sheet-2",
    CaseSheet(
        BACK,
        NOW,
        "https://hall.example/c/B2M2PQ9X",
        applied_for(),
        ({"zh": "材料不清晰或不完整", "en": "A paper cannot be read"},),
        note="租房合同第二页拍得不清楚，请重新拍一张。" * 12,
    ),
    HALL.name,
    SERVICE,
    "zh",
)
COLLECT = replace(CASE, content=CaseSheet(READY, NOW, "https://hall.example/c/K7M2PQ9X", place={"zh": "大厅取件柜"}))


@pytest.fixture
def drawer(paper_fonts: PaperFonts) -> SheetDrawer:
    return SheetDrawer(paper_fonts)


def ink(page: Image.Image) -> tuple[int, int, int, int]:
    box = page.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("job", [GUIDE, CASE, COLLECT], ids=["guide", "case", "collect"])
def test_every_page_is_a4_and_its_margins_are_free(drawer: SheetDrawer, job: SheetJob, language: str) -> None:
    for page in drawer.pages(replace(job, language=language)):
        left, top, right, bottom = ink(page)
        assert page.size == (WIDTH, HEIGHT)
        assert left >= MARGIN - 8
        assert top >= MARGIN - 8
        assert right <= WIDTH - MARGIN + 8
        assert bottom <= HEIGHT - MARGIN + 40


def test_a_long_guide_goes_on_on_further_pages(drawer: SheetDrawer) -> None:
    guide = entry().guide
    many = replace(entry(), guide=replace(guide, materials=guide.materials * 20))
    pages = drawer.pages(replace(GUIDE, content=many))
    assert len(pages) > len(drawer.pages(GUIDE))
    assert drawer.draw(replace(GUIDE, content=many)).count(b"/MediaBox") == len(pages)


@pytest.mark.parametrize("job", [CASE, COLLECT], ids=["case", "collect"])
def test_the_code_of_a_case_can_be_scanned_from_the_sheet_and_from_the_slip(
    drawer: SheetDrawer, paper_fonts: PaperFonts, job: SheetJob
) -> None:
    assert isinstance(job.content, CaseSheet)
    for picture in (drawer.pages(job)[0], PaperDrawer(paper_fonts).draw(job, 576)):
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [job.content.code]


def test_beside_the_code_no_word_is_covered(drawer: SheetDrawer) -> None:
    """The code stands in a corner of its own: the column left of it is white."""
    page = drawer.pages(replace(CASE, service={"zh": "居住证" * 12}))[0].convert("L")
    side = WIDTH - MARGIN - 420
    assert page.crop((side - 20, MARGIN, side, MARGIN + 420)).getextrema() == (255, 255)


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    with running_cups() as cups:
        yield cups


@pytest.fixture
def office(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperPrinter]:
    monkeypatch.setenv("PATH", cups.env["PATH"])
    with cups.printer_behind("office") as printer:
        yield printer


class Desk:
    """A printer's thread, and what it says."""

    def __init__(self, port: int, drawer: SheetDrawer) -> None:
        self.told: queue.Queue[Input] = queue.Queue()
        self.instead: queue.Queue[SheetJob] = queue.Queue()
        self.thread = DocumentThread(
            lambda: CupsPrinter("127.0.0.1", port, "office", Timing(answer=30, patience=30, look=0.02)),
            QUICK,
            draw=drawer.draw,
            tell=self.told.put,
            tell_health=lambda _: None,
            instead=self.instead.put,
        )
        self.thread.start()


def test_a_sheet_comes_out_of_a_real_spooler(cups: Cups, office: PaperPrinter, drawer: SheetDrawer) -> None:
    desk = Desk(cups.port, drawer)
    desk.thread.order(CASE)
    assert desk.told.get(timeout=HANG_S) == PrintEnded(CASE, Printed.YES, "ok", None)
    desk.thread.stop()
    (printed,) = office.printed
    assert printed.startswith(b"%PDF-")


def test_what_certainly_did_not_come_out_goes_to_the_printer_of_tickets(
    cups: Cups, office: PaperPrinter, drawer: SheetDrawer
) -> None:
    cups.admin("cupsreject", "office")
    desk = Desk(cups.port, drawer)
    desk.thread.order(CASE)
    assert desk.instead.get(timeout=HANG_S) == CASE
    desk.thread.stop()
    cups.admin("cupsaccept", "office")
    assert office.printed == []
    assert desk.told.empty()
