from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.staff.accounts import (
    FAILURES_BEFORE_LOCK,
    LINK_HOLDS_FOR,
    LOCKED_FOR,
    Account,
    checked,
    keep_an_administrator,
)
from queue_server.staff.errors import InvalidAccountError, LastAdministratorError, WeakPasswordError
from queue_server.staff.passwords import Passwords, secret_hash, strong
from queue_server.staff.roles import Right, Role, commands_of, rights_of
from queue_server.staff.sessions import Session, SessionRules

CLERK = Account("1001", "王小明", frozenset({Role.CLERK}))
ADMINISTRATOR = Account("admin", "李四", frozenset({Role.ADMINISTRATOR}), password_hash="hash")


def failed(account, now, times):
    for _ in range(times):
        account = account.after_failure(now)
    return account


def test_the_fifth_wrong_password_in_a_row_locks_an_account_for_five_minutes(morning):
    assert failed(CLERK, morning, FAILURES_BEFORE_LOCK - 1).locked_for(morning) is None
    locked = failed(CLERK, morning, FAILURES_BEFORE_LOCK)
    assert locked.locked_for(morning) == LOCKED_FOR
    assert locked.locked_for(morning + LOCKED_FOR - timedelta(seconds=1)) == timedelta(seconds=1)
    assert locked.locked_for(morning + LOCKED_FOR) is None


def test_a_right_password_forgets_the_wrong_ones_before(morning):
    almost = failed(CLERK, morning, FAILURES_BEFORE_LOCK - 1).after_success()
    assert failed(almost, morning, FAILURES_BEFORE_LOCK - 1).locked_for(morning) is None


def test_a_link_holds_for_a_day_and_until_a_password_is_chosen(morning):
    linked = CLERK.with_link("hash", morning)
    assert linked.link_holds(morning + LINK_HOLDS_FOR - timedelta(seconds=1))
    assert not linked.link_holds(morning + LINK_HOLDS_FOR)
    assert not linked.with_password("hash").link_holds(morning)


def test_whoever_chooses_a_password_by_link_is_locked_no_more(morning):
    assert failed(CLERK, morning, FAILURES_BEFORE_LOCK).with_password("hash").locked_for(morning) is None


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("id", {"id": "王"}),
        ("id", {"id": ""}),
        ("name", {"name": "  "}),
        ("name", {"name": "a\nb"}),
        ("roles", {"roles": frozenset()}),
    ],
)
def test_an_account_has_a_number_a_name_and_a_role(field, changed):
    whole = {"id": "1001", "name": "王小明", "roles": frozenset({Role.CLERK})}
    assert checked(Account(**whole))
    with pytest.raises(InvalidAccountError) as refused:
        checked(Account(**{**whole, **changed}))
    assert refused.value.details == {"field": field}


def test_the_last_administrator_cannot_be_taken_away():
    for change in ({"disabled": True}, {"roles": frozenset({Role.CLERK})}):
        changed = replace(ADMINISTRATOR, **change)
        with pytest.raises(LastAdministratorError):
            keep_an_administrator([ADMINISTRATOR, CLERK], changed)
        second = Account("admin-2", "张三", frozenset({Role.ADMINISTRATOR}), password_hash="hash")
        keep_an_administrator([ADMINISTRATOR, CLERK, second], changed)


def test_every_role_may_do_something_and_only_administrators_administer():
    assert all(rights_of([role]) for role in Role)
    assert [role for role in Role if Right.ADMINISTER in rights_of([role])] == [Role.ADMINISTRATOR]


def test_who_may_send_what():
    assert "call_next" in commands_of([Role.CLERK])
    assert "call_next" not in commands_of([Role.RECEPTION])
    assert "issue_ticket" in commands_of([Role.RECEPTION])
    assert "close_queue" in commands_of([Role.MANAGER])
    assert "close_queue" not in commands_of([Role.CLERK, Role.RECEPTION])
    assert commands_of([Role.STATISTICS]) == commands_of([Role.ADMINISTRATOR]) == frozenset()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "short"),
        ("aaaaaaaaaaaa", "simple"),
        ("my-1001-password", "name"),
        ("王小明王小明的密码一二三", "name"),
        ("x" * 201, "long"),
    ],
)
def test_a_password_that_can_be_guessed_is_none(password, reason):
    with pytest.raises(WeakPasswordError) as refused:
        strong(password, CLERK.id, CLERK.name)
    assert refused.value.details["reason"] == reason


def test_a_sentence_is_a_password():
    assert strong("correct horse battery", CLERK.id, CLERK.name)
    assert strong("一句话比一个词更好记也更安全", CLERK.id, CLERK.name)


def test_a_password_is_kept_as_argon2id_and_matches_only_itself():
    passwords = Passwords()
    kept = passwords.hash("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "correct horse battery")
    assert not passwords.matches(kept, "correct horse batterY")
    assert not passwords.matches(None, "correct horse battery")
    assert not passwords.matches("damaged", "correct horse battery")


def test_a_session_ends_when_nothing_is_done_and_after_a_working_day_whatever_is_done(morning):
    rules = SessionRules(idle=timedelta(minutes=60), longest=timedelta(hours=12))
    session = Session(secret_hash("secret"), "1001", morning, morning)
    assert session.holds(morning + timedelta(minutes=59), rules)
    assert not session.holds(morning + timedelta(minutes=60), rules)
    busy = session.touched(morning + timedelta(hours=11, minutes=30))
    assert busy.holds(morning + timedelta(hours=11, minutes=59), rules)
    assert not busy.holds(morning + timedelta(hours=12), rules)
