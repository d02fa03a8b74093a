"""What a scanned code says."""

import pytest

from kiosk.flow.scanned import Meaning, ScannedAppointment, ScannedPerson, ScannedTicket, meaning_of


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("11010519491231002X", ScannedPerson("resident_id", "11010519491231002X")),
        (" 11010519491231002x\n", ScannedPerson("resident_id", "11010519491231002X")),
        ('{"type":"credential","id":"11010519491231002X"}', ScannedPerson("resident_id", "11010519491231002X")),
        ("91350100M000100Y43", ScannedPerson("organisation", "91350100M000100Y43")),
        (
            "https://licence.example/check?uniscid=91350100M000100Y43&t=1",
            ScannedPerson("organisation", "91350100M000100Y43"),
        ),
        ("https://hall.example/t/9Yx2kq7Wc4TnB3sd?lang=zh", ScannedTicket("9Yx2kq7Wc4TnB3sd")),
        ("http://10.0.0.2:8080/appointments/7k2mpq9x", ScannedAppointment("7K2MPQ9X")),
        ("7K2M PQ9X", ScannedAppointment("7K2MPQ9X")),
        ("110105194912310021", None),
        ("https://elsewhere.example/", None),
        ("", None),
    ],
)
def test_a_code_is_told_by_its_form_and_its_check_digit(text: str, meaning: Meaning | None) -> None:
    assert meaning_of(text) == meaning


def test_a_scanned_number_is_in_no_log() -> None:
    assert "110105" not in repr(meaning_of("11010519491231002X"))
