from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from queue_server.staff.accounts import FAILURES_BEFORE_LOCK, LINK_HOLDS_FOR, LOCKED_FOR, Account
from queue_server.staff.audit import NOBODY
from queue_server.staff.entrance import FIRST_ADMINISTRATOR, Entrance
from queue_server.staff.errors import (
    AccountTakenError,
    LastAdministratorError,
    LinkVoidError,
    LockedError,
    LoginRefusedError,
    UnknownAccountError,
    WeakPasswordError,
)
from queue_server.staff.passwords import Passwords
from queue_server.staff.roles import Role
from queue_server.staff.store import StaffStore

PASSWORD = "correct horse battery"


class Desk:
    """An entrance with its file; ``now`` is its clock."""

    def __init__(self, file, now):
        self.now = now
        self.store = StaffStore(file)
        hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        self.entrance = Entrance(self.store, Passwords(hasher), lambda: self.now)

    def clerk(self, account="1001", **more):
        link = self.entrance.add("admin", Account(account, "王小明", frozenset({Role.CLERK}), **more))
        return self.entrance.choose_password(link, PASSWORD)

    def log(self):
        return [(entry.who, entry.what, entry.on) for entry in reversed(self.store.audit())]


@pytest.fixture
def desk(tmp_path, morning):
    desk = Desk(tmp_path / "staff.sqlite", morning)
    yield desk
    desk.store.close()


def test_whoever_knows_number_and_password_comes_in(desk):
    desk.clerk()
    assert desk.entrance.log_in("1001", PASSWORD).name == "王小明"
    assert desk.log()[-1] == ("1001", "login", "1001")


@pytest.mark.parametrize(("account", "password"), [("1001", "wrong password"), ("1002", PASSWORD), ("1001", "")])
def test_anybody_else_does_not_and_is_not_told_what_was_wrong(desk, account, password):
    desk.clerk()
    with pytest.raises(LoginRefusedError) as refused:
        desk.entrance.log_in(account, password)
    assert refused.value.details == {}
    assert desk.log()[-1] == (NOBODY, "login_refused", "1001" if account == "1001" else "")


def test_a_locked_account_is_closed_to_the_right_password_too_and_opens_by_itself(desk):
    desk.clerk()
    for _ in range(FAILURES_BEFORE_LOCK):
        with pytest.raises(LoginRefusedError):
            desk.entrance.log_in("1001", "wrong password")
    assert (NOBODY, "account_locked", "1001") in desk.log()
    with pytest.raises(LockedError) as locked:
        desk.entrance.log_in("1001", PASSWORD)
    assert locked.value.details == {"minutes": 5}
    desk.now += LOCKED_FOR
    assert desk.entrance.log_in("1001", PASSWORD)


def test_whoever_is_disabled_does_not_come_in_and_is_thrown_out(desk):
    account = desk.clerk()
    desk.entrance.begin_session(account)
    desk.entrance.change("admin", replace(account, disabled=True))
    assert desk.store.sessions() == []
    with pytest.raises(LoginRefusedError):
        desk.entrance.log_in("1001", PASSWORD)


def test_other_roles_hold_at_once_because_everyone_affected_enters_again(desk):
    account = desk.clerk()
    desk.entrance.begin_session(account)
    desk.entrance.change("admin", replace(account, name="王大明"))
    assert len(desk.store.sessions()) == 1, "a name changes nothing"
    desk.entrance.change("admin", replace(account, roles=frozenset({Role.RECEPTION})))
    assert desk.store.sessions() == []


def test_a_link_works_once(desk):
    link = desk.entrance.add("admin", Account("1001", "王小明", frozenset({Role.CLERK})))
    assert desk.entrance.behind_link(link).id == "1001"
    with pytest.raises(WeakPasswordError):
        desk.entrance.choose_password(link, "1001")
    desk.entrance.choose_password(link, PASSWORD)
    with pytest.raises(LinkVoidError):
        desk.entrance.behind_link(link)


def test_a_link_works_for_a_day_and_a_newer_one_makes_it_void(desk):
    desk.clerk()
    first, second = desk.entrance.new_link("admin", "1001"), desk.entrance.new_link("admin", "1001")
    with pytest.raises(LinkVoidError):
        desk.entrance.behind_link(first)
    assert desk.entrance.log_in("1001", PASSWORD), "the old password holds until the link is used"
    desk.now += LINK_HOLDS_FOR
    with pytest.raises(LinkVoidError):
        desk.entrance.behind_link(second)


def test_the_first_start_makes_a_link_for_an_administrator_and_later_ones_do_not(desk):
    link = desk.entrance.first_link()
    again = desk.entrance.first_link()
    with pytest.raises(LinkVoidError):
        desk.entrance.behind_link(link)
    account = desk.entrance.choose_password(again, PASSWORD)
    assert (account.id, account.roles) == (FIRST_ADMINISTRATOR, frozenset({Role.ADMINISTRATOR}))
    assert desk.entrance.first_link() is None


def test_an_administrator_who_lost_everything_gets_in_by_a_link_made_at_the_machine(desk):
    administrator = desk.entrance.choose_password(desk.entrance.first_link(), PASSWORD)
    desk.store.keep_account(replace(administrator, disabled=True))
    desk.entrance.choose_password(desk.entrance.recovery_link("admin"), "another good password")
    assert desk.entrance.log_in("admin", "another good password")


def test_the_last_administrator_stays(desk):
    administrator = desk.entrance.choose_password(desk.entrance.first_link(), PASSWORD)
    with pytest.raises(LastAdministratorError):
        desk.entrance.change("admin", replace(administrator, disabled=True))
    assert desk.entrance.log_in("admin", PASSWORD)


def test_a_staff_number_is_one_persons(desk):
    desk.clerk()
    with pytest.raises(AccountTakenError):
        desk.entrance.add("admin", Account("1001", "李四", frozenset({Role.CLERK})))
    with pytest.raises(UnknownAccountError):
        desk.entrance.change("admin", Account("1009", "李四", frozenset({Role.CLERK})))


def test_whom_the_identity_provider_knows_comes_in_and_nobody_else(desk):
    desk.clerk(subject="wang@example.gov.cn")
    assert desk.entrance.log_in_as("wang@example.gov.cn").id == "1001"
    with pytest.raises(LoginRefusedError):
        desk.entrance.log_in_as("li@example.gov.cn")
    with pytest.raises(AccountTakenError):
        desk.clerk("1002", subject="wang@example.gov.cn")


def test_what_changes_is_in_the_log_with_who_did_it(desk):
    account = desk.clerk()
    desk.entrance.change("admin", replace(account, roles=frozenset({Role.RECEPTION})))
    desk.entrance.new_link("admin", "1001")
    assert desk.log() == [
        ("admin", "account_added", "1001"),
        ("1001", "password_chosen", "1001"),
        ("admin", "account_changed", "1001"),
        ("admin", "link_made", "1001"),
    ]


def test_no_secret_and_no_password_is_in_the_file(desk, tmp_path):
    desk.clerk()
    link = desk.entrance.new_link("admin", "1001")
    secret, _session = desk.entrance.begin_session(desk.store.account("1001"))
    content = (tmp_path / "staff.sqlite").read_bytes()
    for hidden in (PASSWORD, link, secret):
        assert hidden.encode() not in content
    assert (tmp_path / "staff.sqlite").stat().st_mode & 0o077 == 0


def test_everything_is_there_after_a_restart(desk, tmp_path, morning):
    account = desk.clerk(subject="wang@example.gov.cn")
    _secret, session = desk.entrance.begin_session(account)
    desk.store.close()
    again = Desk(tmp_path / "staff.sqlite", morning + timedelta(minutes=1))
    assert again.store.account("1001") == account
    assert again.store.sessions() == [session]
    assert len(again.store.audit()) == 2
    again.store.close()
