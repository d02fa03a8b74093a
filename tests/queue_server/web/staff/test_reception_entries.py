"""What reception enters, as values."""

import pytest

from queue_server.web.staff.reception.entries import (
    FOUND_AT_MOST,
    LONGEST_NOTE,
    MistakesError,
    holder_of_number,
    optional_holder,
    priorities,
    read_issue,
    read_note,
    services,
    tickets_ending,
)

PERSON = "11010519491231002X"


def test_a_ticket_is_for_an_item_or_for_a_queue():
    assert read_issue({"service": "item move-in"}, "zh").item == "move-in"
    asked = read_issue({"service": "queue tax", "priority": "elderly"}, "zh")
    assert (asked.queue, asked.priority, asked.holder) == ("tax", "elderly", None)
    assert read_issue({"service": "queue tax", "priority": "ordinary"}, "zh").priority is None


@pytest.mark.parametrize("service", ["", "item", "item ", "window 1"])
def test_a_ticket_for_nothing_is_a_mistake_of_that_field(service):
    with pytest.raises(MistakesError) as refused:
        read_issue({"service": service}, "zh")
    assert refused.value.mistakes == {"service": "needs_service"}


def test_a_name_or_a_telephone_is_enough_to_know_somebody():
    holder = optional_holder({"id_type": "resident_id", "name": "张三"}, "zh")
    assert (holder.id_type.value, holder.id_number, holder.name) == ("none", None, "张三")
    assert optional_holder({"id_type": "resident_id"}, "zh") is None
    holder = optional_holder({"id_type": "resident_id", "id_number": PERSON.lower()}, "en")
    assert (holder.id_number, holder.language) == (PERSON, "en")
    with pytest.raises(MistakesError) as refused:
        optional_holder({"name": "张三", "phone": "12"}, "zh")
    assert refused.value.mistakes == {"phone": "bad_phone"}


def test_a_number_tells_by_its_check_digit_which_document_it_is_of():
    assert holder_of_number(f" {PERSON.lower()} ").id_type.value == "resident_id"
    assert holder_of_number("110105194912310021") is None
    assert holder_of_number("A001") is None


def test_tickets_are_found_by_their_end_the_living_ones_first(story):
    story.open()
    served = story.issue()
    story.serve()
    other, same_end = story.issue(), story.issue("tax")
    assert [ticket.id for ticket in tickets_ending(story.state, "001")] == [same_end.id, served.id]
    assert tickets_ending(story.state, other.number.lower()) == [other]
    assert tickets_ending(story.state, " ") == []
    for _ in range(10 * FOUND_AT_MOST + 10):
        newest = story.later(seconds=1).issue()
    found = tickets_ending(story.state, newest.number[-1])
    assert (len(found), found[0]) == (FOUND_AT_MOST, newest), "the newest first"


def test_every_service_is_offered_and_every_priority_but_the_booked_one(hall):
    assert [[service.value for service in of_queue] for _, of_queue in services(hall)] == [
        ["item move-in", "queue household"],
        ["item declare", "queue tax"],
    ]
    assert [name for name, _ in priorities(hall)] == ["ordinary", "elderly"]


def test_a_note_is_one_line_of_what_can_be_read():
    assert read_note(" 带轮椅\n有\t陪同\x00 ") == "带轮椅 有 陪同"
    assert len(read_note("长" * 500)) == LONGEST_NOTE
