"""Citizens book a time, move it and give it up, on any phone."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import icalendar
import pytest

from queue_server.contract.commands import BookAppointment, CheckIn, Holder, IdType
from queue_server.domain.hall import Bookable
from queue_server.domain.hours import Hours, Span
from queue_server.web.limits import Limits, Rate

PERSON = {"id_type": "resident_id", "id_number": "11010519491231002X"}
OTHER = {"id_type": "resident_id", "id_number": "440524188001010014"}
THIRD = Holder(id_type=IdType.ORGANISATION, id_number="91350100M000100Y43")
HALF_PAST_NINE = "2026-11-20T09:30+08:00"
HALF_PAST_TEN = "2026-11-20T10:30+08:00"


def place(start=HALF_PAST_NINE, item="move-in"):
    return f"/appointments/book?item={item}&start={quote(start)}"


def book(street, start=HALF_PAST_NINE, **fields):
    return street.send_form(place(start), **{**PERSON, **fields})


@pytest.fixture
def booked(street):
    """Where somebody's appointment at half past nine is."""
    return book(street).headers["Location"].partition("?")[0]


def diary(street):
    return {
        each.code: (f"{street.hall.local(each.start):%H:%M}", each.state.value)
        for each in street.service.state.diary.appointments.values()
    }


def test_everything_that_can_be_booked_is_offered_by_its_queue(street):
    page = street.page("/appointments").text
    assert "户籍业务" in page
    assert "户口迁入" in page
    assert "税务业务" not in page  # nothing of it can be booked
    assert "Move-in registration" in street.page("/appointments", "en").text


def test_the_day_then_the_time_then_the_person_are_asked(street):
    days = street.page("/appointments/book?item=move-in").text
    assert "哪一天来" in days
    assert "11月20日 周五" in days
    assert "11月21日" not in days  # a Saturday
    times = street.page("/appointments/book?item=move-in&day=2026-11-20").text
    assert "09:30–10:30" in times
    assert "08:30–09:30" not in times  # it has begun
    form = street.page(place()).text
    assert "11月20日 周五 09:30–10:30" in form
    assert 'name="id_number"' in form


def test_a_booking_leads_to_its_page_with_the_code(street):
    answer = book(street, name="测试", phone="138 0000 0000")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/appointments/CODE0001?said=booked_now")
    page = street.page(answer.headers["Location"]).text
    for words in ("预约成功", "CODE0001", "户口迁入", "11月20日 周五 09:30–10:30", "请在 09:00 到 09:45 之间到大厅"):
        assert words in page
    assert diary(street) == {"CODE0001": ("09:30", "booked")}


def test_neither_the_page_nor_the_journal_tells_who_booked(street, booked):
    page = street.page(booked).text
    told = street.get("/api/v1/halls/street/events?after=0", headers=street.bearer()).text
    for text in (page, told):
        assert PERSON["id_number"] not in text


def test_a_form_that_is_sent_twice_books_once(street):
    form = re.search(r'name="form" value="([^"]+)"', street.page(place()).text)[1]
    first, second = (book(street, form=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(diary(street)) == 1


def test_a_form_that_was_changed_after_going_back_is_another_booking(street):
    form = re.search(r'name="form" value="([^"]+)"', street.page(place()).text)[1]
    first, second = book(street, form=form), street.send_form(place(), form=form, **OTHER)
    assert first.headers["Location"] != second.headers["Location"]
    assert len(diary(street)) == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id_number": ""}, "请填写证件号码"),
        ({"id_number": "110105194912310021"}, "证件号码有误"),
        ({"id_type": "none"}, "请填写证件号码"),
        ({"phone": "12"}, "手机号有误"),
        ({"name": "长" * 61}, "姓名太长"),
        ({"name": "a\u0000b"}, "姓名太长"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_entered_is_lost(street, fields, words):
    entered = {"name": "<测试>", "phone": "13800000000", **fields}
    answer = book(street, **entered)
    assert answer.status_code == 400
    assert words in answer.text
    if "phone" not in fields:
        assert 'value="13800000000"' in answer.text
    if "name" not in fields:
        assert 'value="&lt;测试&gt;"' in answer.text
    assert not diary(street)


def test_the_last_place_is_given_once(street, booked):
    street.done(BookAppointment(item="move-in", start=street.hall.local(street.now).replace(minute=30), holder=THIRD))
    answer = street.send_form(place(), **OTHER)
    assert answer.status_code == 409
    assert "这个时段已约满" in answer.text
    assert "约满" in answer.text
    assert "10:30–11:30" in answer.text  # what is still free is offered at once


def test_a_person_has_only_so_many_appointments(street):
    book(street)
    book(street, HALF_PAST_TEN)
    answer = book(street, "2026-11-20T14:00+08:00")
    assert answer.status_code == 409
    assert "您的预约已达上限" in answer.text
    assert len(diary(street)) == 2


@pytest.mark.parametrize("start", ["2026-11-20T08:30+08:00", "2026-11-20T09:31+08:00", "2027-11-19T09:30+08:00"])
def test_a_time_that_is_none_is_not_booked(street, start):
    for answer in (book(street, start), street.page(place(start))):
        assert answer.status_code == 409
        assert "请选择其他时间" in answer.text
    assert not diary(street)


@pytest.mark.parametrize("start", ["", "soon", "2026-11-20T09:30", "99999-01-01T00:00+08:00", "9999-12-31T23:59-12:00"])
def test_what_is_no_time_is_refused(street, start):
    assert book(street, start).status_code == 400
    assert street.page(place(start)).status_code == 400


@pytest.mark.parametrize("item", ["declare", "nothing"])
def test_what_cannot_be_booked_is_not_offered(street, item):
    answer = street.page(f"/appointments/book?item={item}")
    assert answer.status_code == 404
    assert "没有这个事项" in answer.text


@pytest.mark.parametrize("typed", ["CODE0001", "code0001", " code-0001 ", "Code 0001"])
def test_an_appointment_is_found_by_its_code_however_it_is_typed(street, booked, typed):
    assert "09:30–10:30" in street.page(f"/appointments/find?code={quote(typed)}").text


@pytest.mark.parametrize("typed", ["", "NOTHING", "../../", "<script>"])
def test_another_code_finds_nothing(street, booked, typed):
    answer = street.page(f"/appointments/find?code={quote(typed)}")
    assert answer.status_code == 404
    assert "没有找到这个预约" in answer.text
    assert "<script>" not in answer.text


def test_an_appointment_is_moved_to_a_time_that_is_chosen_and_confirmed(street, booked):
    assert "11月20日 周五" in street.page(f"{booked}/move").text
    assert "10:30–11:30" in street.page(f"{booked}/move?day=2026-11-20").text
    confirmation = street.page(f"{booked}/move?start={quote(HALF_PAST_TEN)}").text
    assert "改到 11月20日 周五 10:30–11:30 吗" in confirmation
    assert diary(street) == {"CODE0001": ("09:30", "booked")}
    answer = street.send_form(f"{booked}/move", start=HALF_PAST_TEN)
    assert answer.headers["Location"] == f"{booked}?said=moved_now"
    assert "已改期" in street.page(answer.headers["Location"]).text
    assert diary(street) == {"CODE0001": ("10:30", "booked")}


def test_an_appointment_is_given_up_after_a_question(street, booked):
    assert "要取消这个预约吗" in street.page(f"{booked}/cancel").text
    assert diary(street) == {"CODE0001": ("09:30", "booked")}
    assert street.send_form(f"{booked}/cancel").headers["Location"] == booked
    page = street.page(booked).text
    assert "已取消" in page
    assert "/move" not in page
    assert diary(street) == {"CODE0001": ("09:30", "cancelled")}


def test_what_was_given_up_is_neither_moved_nor_given_up_again(street, booked):
    street.send_form(f"{booked}/cancel")
    for path in ("move", "cancel"):
        assert street.get(f"{booked}/{path}", allow_redirects=False).headers["Location"] == booked
        answer = street.send_form(f"{booked}/{path}", start=HALF_PAST_TEN)
        assert answer.status_code == 409
        assert "现在不能进行此操作" in answer.text


def test_whoever_has_checked_in_is_led_to_the_ticket(street, booked):
    street.later(minutes=10)
    ticket = street.done(CheckIn(code="CODE0001"))["ticket"]
    page = street.page(booked).text
    assert "已签到" in page
    assert f"/t/{ticket['id']}" in page


def test_an_appointment_goes_into_a_calendar(street, booked):
    answer = street.get(f"{booked}/calendar.ics", headers={"Accept-Language": "en"})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Move-in registration · Street Service Centre"
    assert f"{street.hall.local(event['DTSTART'].dt):%Y-%m-%d %H:%M}" == "2026-11-20 09:30"
    assert f"{street.hall.local(event['DTEND'].dt):%H:%M}" == "10:30"
    assert event["URL"] == f"{street.url}{booked}"
    assert "CODE0001" in event["DESCRIPTION"]
    assert "CODE0001" not in event["UID"]  # calendars are shared
    assert len(event.walk("VALARM")) == 1


def test_a_later_calendar_file_takes_the_place_of_an_earlier_one(street, booked):
    first, second = [], []
    for told in (first, second):
        (event,) = icalendar.Calendar.from_ical(street.get(f"{booked}/calendar.ics").content).walk("VEVENT")
        told += [event["UID"], event["SEQUENCE"], event["STATUS"]]
        street.send_form(f"{booked}/cancel")
    assert first[0] == second[0]
    assert first[1] < second[1]
    assert (first[2], second[2]) == ("CONFIRMED", "CANCELLED")


def test_every_page_is_small_even_on_a_long_day_with_short_times(street):
    """Twelve hours of five minutes each."""
    item = replace(street.hall.items["move-in"], bookable=Bookable(5, 9))
    hours = Hours(weekly=dict.fromkeys(range(7), (Span(8 * 60, 20 * 60),)))
    hall = replace(street.hall, items={"move-in": item}, hours=hours)
    street.ticket()  # the day has begun, and the hall's own thread keeps the state that we change
    street.service.state = street.service.state._replace(hall=hall)
    style = len(street.get("/static/site.css").content)
    for path in (
        "/appointments",
        "/appointments/book?item=move-in",
        "/appointments/book?item=move-in&day=2026-11-21",
        place(),
    ):
        assert len(street.page(path).content) + style < 30_000, path
    assert street.page("/appointments/book?item=move-in&day=2026-11-21").text.count("<li>") == 144


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_end_of_time_has_no_times(street, day):
    assert "没有可以预约的时间" in street.page(f"/appointments/book?item=move-in&day={day.isoformat()}").text


class TestFloods:
    @pytest.fixture
    def limits(self):
        return Limits(forms=Rate(2, 0.0001), misses=Rate(3, 0.0001))

    def test_one_address_sends_only_so_many_forms(self, street):
        answers = [book(street), street.send_form(place(), **OTHER), street.send_form(place(HALF_PAST_TEN), **OTHER)]
        assert [answer.status_code for answer in answers] == [303, 303, 429]
        assert len(diary(street)) == 2

    def test_a_mistake_in_a_form_costs_nothing(self, street):
        for _ in range(5):
            assert book(street, id_number="1").status_code == 400
        assert book(street).status_code == 303

    def test_whoever_guesses_codes_is_stopped_before_the_right_one(self, street):
        found = book(street).headers["Location"]
        answers = [street.page(f"/appointments/GUESS{number}").status_code for number in range(4)]
        assert answers == [404, 404, 404, 429]
        assert street.page(found).status_code == 429
