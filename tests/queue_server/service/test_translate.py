"""The contract's commands and the domain's say the same."""

import dataclasses

import pytest

from queue_server.contract import commands as contract
from queue_server.domain import commands as domain
from queue_server.service.case_translation import SAME_FIELDS as OF_CASES
from queue_server.service.persons import KEY_BYTES, load_or_create_key, person_token
from queue_server.service.translate import _SAME_FIELDS as OF_THE_LINE

SAME_FIELDS = {**OF_THE_LINE, **OF_CASES}


@pytest.mark.parametrize("said", SAME_FIELDS)
def test_commands_that_pass_through_have_the_same_fields(said):
    assert set(said.model_fields) == {field.name for field in dataclasses.fields(SAME_FIELDS[said])}


def test_every_command_of_the_contract_exists_in_the_domain_but_the_one_that_is_asked_of_another_system():
    names = {model.__name__ for model in contract.COMMAND_TYPES.values()} - {contract.ReadCredential.__name__}
    assert names == {kind.__name__ for kind in domain.Command.__args__}


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    file = tmp_path / "person.key"
    key = load_or_create_key(file)
    assert load_or_create_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_is_long_and_never_empty(tmp_path, monkeypatch):
    """A power cut while the key is made leaves none, and the next start makes one."""
    file = tmp_path / "person.key"

    def power_cut(_descriptor):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("os.fsync", power_cut)
        with pytest.raises(KeyboardInterrupt):
            load_or_create_key(file)
    assert not file.exists()
    assert len(load_or_create_key(file)) == KEY_BYTES


def test_a_token_tells_persons_apart_and_hides_them():
    token = person_token(b"k1", "resident_id", "11010519491231002X")
    assert token == person_token(b"k1", "resident_id", "11010519491231002X")
    assert token != person_token(b"k2", "resident_id", "11010519491231002X")
    assert token != person_token(b"k1", "foreigner", "11010519491231002X")
    assert "1949" not in token
