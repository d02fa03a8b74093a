"""What was written down is told again as it was, whoever wrote it down."""

import pytest

from queue_server.domain.events import PrintReported
from queue_server.retelling import UnreadableEventError, event_of
from tests.queue_server.conftest import MORNING


def test_what_a_later_version_added_is_passed_over():
    event = event_of("print_reported", MORNING, '{"ticket": "t1", "printed": "yes", "colour": "red"}')
    assert event == PrintReported(at=MORNING, ticket="t1", printed="yes")


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("moon_landed", "{}"),
        ("print_reported", "{"),
        ("print_reported", "[]"),
        ("print_reported", '{"ticket": "t1"}'),
        ("print_reported", '{"ticket": 7, "printed": "yes"}'),
        ("print_reported", '{"ticket": "\ud800", "printed": "yes"}'),
    ],
)
def test_what_is_no_event_is_told_as_that(kind, written):
    with pytest.raises(UnreadableEventError, match=kind):
        event_of(kind, MORNING, written)
