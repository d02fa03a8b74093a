"""What can go wrong with a subscriber."""

from pathlib import Path
from typing import ClassVar


class WebhookError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "webhook"


class BadSecretError(WebhookError):
    """The file with a subscriber's secret cannot be used."""

    code = "bad_webhook_secret"

    def __init__(self, webhook: str, file: Path, expected: str) -> None:
        super().__init__(f"webhook {webhook}: {file}: {expected}")
        self.webhook = webhook
        self.file = file


class RefusedError(WebhookError):
    """The subscriber did not take what it was sent; ``reason`` in a few words."""

    code = "webhook_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
