from datetime import timedelta

import pytest
from pydantic import ValidationError

from queue_server.staff.settings import StaffSection

OIDC = {"issuer": "https://login.example.gov.cn/", "client_id": "onedoor", "secret_file": "oidc.secret"}


def test_without_a_section_a_session_lasts_a_working_day_and_an_idle_hour():
    rules = StaffSection().rules
    assert (rules.idle, rules.longest) == (timedelta(hours=1), timedelta(hours=12))


def test_a_provider_is_reached_by_https_or_on_this_machine():
    assert StaffSection.model_validate({"oidc": OIDC}).oidc.issuer == "https://login.example.gov.cn"
    assert StaffSection.model_validate({"oidc": {**OIDC, "issuer": "http://127.0.0.1:8000"}})
    for issuer in ("http://login.example.gov.cn", "login.example.gov.cn", "ftp://127.0.0.1"):
        with pytest.raises(ValidationError):
            StaffSection.model_validate({"oidc": {**OIDC, "issuer": issuer}})


def test_what_nobody_reads_is_a_mistake():
    for section in ({"idle": 5}, {"idle_minutes": 0}, {"session_hours": "12"}, {"oidc": {**OIDC, "scope": "x"}}):
        with pytest.raises(ValidationError):
            StaffSection.model_validate(section)
