"""The ticket on paper."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from hardware.printer import PAPER_DOTS
from kiosk.flow.effects import PrintJob, SampleJob, SheetJob
from kiosk.line_breaking import NEVER_FIRST, balanced, wrap
from kiosk.paper import MARGIN, PaperDrawer, PaperFonts
from queue_server.contract.views import Ticket
from tests.kiosk.hall import APPOINTMENT, HALL, OFFLINE_TICKET, TICKET, entry

WIDTH = PAPER_DOTS[80]
JOB = PrintJob("job-1", TICKET, 1, HALL.name, {"zh": "户籍业务", "en": "Household registration"}, "zh")
LONG = {
    "zh": "某某自治州某某自治县某某经济技术开发区政务服务和大数据管理局综合便民服务中心第二分中心",
    "en": "Second Branch of the Comprehensive Convenience Service Centre of the Development Zone Administration",
}
LONG_URL = "https://a-long-name.service-hall.example.gov/t/" + "9Yx2kq7Wc4TnB3sd" * 4
SENTENCE = "请看大屏幕，叫到您的号码再去窗口。小票丢了，请到咨询台。"


@pytest.fixture
def drawer(paper_fonts: PaperFonts) -> PaperDrawer:
    return PaperDrawer(paper_fonts)


def _ticket(**changes: object) -> Ticket:
    return TICKET.model_copy(update=changes)


def _ink_columns(image: Image.Image) -> tuple[int, int]:
    box = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box[0], box[2]


@pytest.mark.parametrize("width", PAPER_DOTS.values(), ids=PAPER_DOTS.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "job",
    [
        JOB,
        replace(JOB, hall=LONG, service=LONG),
        replace(JOB, ticket=_ticket(number="VIP-100234")),
        replace(JOB, ticket=_ticket(estimate=None, ahead=0, url=None)),
    ],
    ids=["usual", "long names", "long number", "nothing known"],
)
def test_every_ticket_is_as_wide_as_the_paper_and_nothing_is_cut_off(
    drawer: PaperDrawer, job: PrintJob, language: str, width: int
) -> None:
    image = drawer.draw(replace(job, language=language), width)
    left, right = _ink_columns(image)
    assert (image.mode, image.width) == ("1", width)
    assert left >= MARGIN - 4
    assert right <= width - MARGIN + 4


@pytest.mark.parametrize("width", PAPER_DOTS.values(), ids=PAPER_DOTS.keys())
@pytest.mark.parametrize("url", [TICKET.url, LONG_URL])
def test_the_code_on_the_paper_leads_to_the_ticket(drawer: PaperDrawer, url: str, width: int) -> None:
    image = drawer.draw(replace(JOB, ticket=_ticket(url=url)), width)
    assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [url]


def test_without_an_address_there_is_no_code(drawer: PaperDrawer) -> None:
    assert zxingcpp.read_barcodes(drawer.draw(replace(JOB, ticket=_ticket(url=None)), WIDTH).convert("L")) == []


def test_the_same_ticket_is_always_the_same_picture(drawer: PaperDrawer) -> None:
    assert drawer.draw(JOB, WIDTH).tobytes() == drawer.draw(JOB, WIDTH).tobytes()


def test_a_wait_that_is_not_known_takes_other_words_than_one_that_is(drawer: PaperDrawer) -> None:
    assert (
        drawer.draw(replace(JOB, ticket=_ticket(estimate=None)), WIDTH).tobytes() != drawer.draw(JOB, WIDTH).tobytes()
    )


def test_rare_characters_of_names_are_in_the_font(paper_fonts: PaperFonts) -> None:
    drawer = PaperDrawer(paper_fonts)
    missing = drawer.draw(replace(JOB, service={"zh": "\ue000\ue000"}), WIDTH).tobytes()
    assert drawer.draw(replace(JOB, service={"zh": "𠮷㐂"}), WIDTH).tobytes() != missing


def _half_wide(text: str) -> float:
    return sum(1 if character.isascii() else 2 for character in text)


@pytest.mark.parametrize("text", [*LONG.values(), SENTENCE, "A" * 50, "", "一二三四五。"])
@pytest.mark.parametrize("width", [10, 17, 30])
def test_lines_keep_all_characters_fit_and_never_begin_with_a_stop(text: str, width: int) -> None:
    lines = wrap(text, width, _half_wide)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert _half_wide(line) <= width + 2 * (line[-1:] in NEVER_FIRST)
        assert line[:1] not in NEVER_FIRST or not line


def test_no_line_is_left_with_a_single_character() -> None:
    assert wrap("城乡居民养老保险待遇资格认证", 26, _half_wide) == ["城乡居民养老保险待遇资格认", "证"]
    assert balanced("城乡居民养老保险待遇资格认证", 26, _half_wide) == ["城乡居民养老保", "险待遇资格认证"]
    assert balanced("户籍业务", 26, _half_wide) == ["户籍业务"]


def test_lines_break_behind_clauses_where_that_fits() -> None:
    text = "身份证拿开得太早了。请重新平放，听到提示后再拿开。"
    assert wrap(text, 40, _half_wide) == ["身份证拿开得太早了。请重新平放，", "听到提示后再拿开。"]


@pytest.mark.parametrize("width", PAPER_DOTS.values(), ids=PAPER_DOTS.keys())
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("content", [entry(), APPOINTMENT], ids=["list of materials", "slip of an appointment"])
def test_a_sheet_is_as_wide_as_the_paper_and_nothing_is_cut_off(
    drawer: PaperDrawer, content: object, language: str, width: int
) -> None:
    job = SheetJob("sheet-1", content, HALL.name, LONG, language)  # type: ignore[arg-type]  # one of the two kinds
    image = drawer.draw(job, width)
    left, right = _ink_columns(image)
    assert (image.mode, image.width) == ("1", width)
    assert left >= MARGIN - 4
    assert right <= width - MARGIN + 4


def test_the_code_on_a_slip_checks_the_appointment_in(drawer: PaperDrawer) -> None:
    image = drawer.draw(SheetJob("sheet-1", APPOINTMENT, HALL.name, {"zh": "户口迁入"}, "zh"), WIDTH)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [APPOINTMENT.code]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ticket_of_an_outage_says_so_and_has_no_code_that_leads_nowhere(drawer: PaperDrawer, language: str) -> None:
    usual = drawer.draw(replace(JOB, language=language), WIDTH)
    offline = drawer.draw(replace(JOB, ticket=OFFLINE_TICKET, language=language), WIDTH)
    assert zxingcpp.read_barcodes(offline) == []
    assert offline.height < usual.height
    told = drawer.draw(replace(JOB, ticket=_ticket(url=None, ahead=0, estimate=None), language=language), WIDTH)
    assert offline.tobytes() != told.tobytes()


def test_a_test_print_shows_the_whole_width_and_a_code(drawer: PaperDrawer) -> None:
    for width in PAPER_DOTS.values():
        image = drawer.draw(SampleJob("job-1", HALL.name, "kiosk-01"), width)
        left, right = _ink_columns(image)
        assert (image.mode, image.width) == ("1", width)
        assert left >= MARGIN - 4
        assert right <= width - MARGIN + 4
        assert [code.text for code in zxingcpp.read_barcodes(image)] == ["kiosk-01"]
