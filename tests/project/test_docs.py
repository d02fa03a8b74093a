"""The documents say what the code does."""

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command

from hardware.drivers import DEFAULT_DRIVERS, installed_drivers
from hardware.simulators import simulated_devices
from onedoor.cli import app
from queue_server.contract.asyncapi import CHANNELS, asyncapi_document
from queue_server.contract.commands import COMMAND_TYPES
from queue_server.contract.replies import REFUSALS
from queue_server.contract.rights import MAY_SEND
from queue_server.notices import settings
from queue_server.notices.lifecycle import State
from queue_server.notices.steps import STEP_RULES, Step
from queue_server.service.hall_file import _model

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DEVICES = (ROOT / "docs" / "devices" / "README.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
SMS = (ROOT / "docs" / "sms.md").read_text(encoding="utf-8")
CASES = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
ADMINISTRATOR = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")


def test_the_contract_lists_every_command():
    table = CONTRACT[CONTRACT.index("| command | data |") : CONTRACT.index("Common errors:")]
    listed = {
        name for row in table.splitlines()[2:] if row.strip() for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert listed == set(COMMAND_TYPES)


@pytest.mark.parametrize("name", COMMAND_TYPES)
def test_the_contract_names_every_field_of_a_command(name):
    row = next(line for line in CONTRACT.splitlines() if line.startswith("|") and f"`{name}`" in line.split("|")[1])
    fields = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    assert set(COMMAND_TYPES[name].model_fields) <= fields


@pytest.mark.parametrize("code", REFUSALS)
def test_the_contract_names_every_error(code):
    assert code in re.sub(r"unknown_([a-z|]+)", lambda m: " ".join(f"unknown_{n}" for n in m[1].split("|")), CONTRACT)


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_the_contract_names_every_topic_and_says_whether_it_is_retained(channel):
    topic = channel.topic.removeprefix("onedoor/v1/{hall}/").replace("{", "<").replace("}", ">")
    row = next(line for line in CONTRACT.splitlines() if line.startswith(f"| `{topic}`"))
    assert row.split("|")[3].strip() == ("yes" if channel.retained else "no")


def test_the_asyncapi_document_is_up_to_date():
    """`make contract` writes it."""
    kept = json.loads((ROOT / "docs" / "asyncapi.json").read_text(encoding="utf-8"))
    assert kept == asyncapi_document()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_every_command_of_the_program_is_documented(command):
    assert any(f"onedoor {command}" in document.read_text(encoding="utf-8") for document in DOCUMENTS)


@pytest.mark.parametrize(
    "section",
    [value for value in vars(_model).values() if isinstance(value, type) and issubclass(value, _model.Section)],
    ids=lambda section: section.__name__,
)
def test_every_key_of_the_hall_file_is_documented(section):
    everything = ADMINISTRATOR + CONTRACT + CASES
    for key in section.model_fields:
        assert re.search(rf"\b{key}\b", everything), key


@pytest.mark.parametrize(
    "section",
    [value for value in vars(settings).values() if isinstance(value, type) and issubclass(value, settings.Section)],
    ids=lambda section: section.__name__,
)
def test_every_key_of_the_notices_is_documented(section):
    for key, known in section.model_fields.items():
        assert re.search(rf"\b{known.alias or key}\b", SMS), key


@pytest.mark.parametrize("step", Step)
def test_every_step_of_the_notices_is_documented_with_its_placeholders(step):
    assert f"`{step}`" in SMS
    assert all(f"`{name}`" in SMS for name in STEP_RULES[step].placeholders)


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_notice_is_documented(state):
    assert f"| `{state}` |" in SMS


@pytest.mark.parametrize("command", sorted(get_command(app).commands["notices"].commands))
def test_every_command_about_notices_is_documented(command):
    assert f"`onedoor notices {command} " in SMS


@pytest.mark.parametrize("kind", MAY_SEND)
def test_every_kind_of_client_is_documented(kind):
    assert f"| `{kind}` |" in ADMINISTRATOR


def test_both_readmes_show_the_same_commands_and_the_same_picture():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    for shown in ("make demo", "make test", "docs/pictures/demo.png"):
        assert shown in english
        assert shown in chinese


@pytest.mark.parametrize("kind", DEFAULT_DRIVERS)
def test_every_driver_of_every_kind_of_device_is_documented(kind):
    row = next(line for line in DEVICES.splitlines() if line.startswith(f"| `{kind}`"))
    first, *others = re.findall(r"`([\w-]+)`", row.split("|")[2])
    assert first == DEFAULT_DRIVERS[kind]
    assert {first, *others} == {point.name for point in installed_drivers(kind)}


@pytest.mark.parametrize("name", simulated_devices())
def test_every_simulated_device_is_documented(name):
    pages = [file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "devices").glob("*.md")]
    assert any(f"sim://{name}" in page for page in pages)
