"""The documents name what a manager is told, and what other systems may be told."""

from pathlib import Path

import pytest

from queue_server.domain.management import ALERT_RULES
from queue_server.webhooks import WebhookSection

DOCS = Path(__file__).parents[2] / "docs"
CONTRACT = (DOCS / "contract.md").read_text(encoding="utf-8")
WEBHOOKS = (DOCS / "webhooks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", ALERT_RULES)
def test_the_contract_says_when_an_alert_is_raised_and_when_it_is_over(rule):
    assert f"| `{rule}` |" in CONTRACT


@pytest.mark.parametrize("key", WebhookSection.model_fields)
def test_every_key_of_a_webhook_is_documented(key):
    assert f"\n{key} = " in WEBHOOKS
