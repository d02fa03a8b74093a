"""What can go wrong with notices, before any provider is asked."""

from typing import ClassVar


class NoticesError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "notices"


class InvalidPhoneError(NoticesError, ValueError):
    """The text is no telephone number that can get an SMS. It is not repeated here: this may reach a log."""

    code = "invalid_phone"

    def __init__(self) -> None:
        super().__init__("a mainland mobile number of 11 digits, or a number with + and its country code")


class TemplateError(NoticesError, ValueError):
    """A text with placeholders cannot be used as it is."""

    code = "template"


class ProviderSetupError(NoticesError):
    """A provider cannot be used as the hall file describes it."""

    code = "provider_setup"

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(f"{provider}: {reason}")
        self.provider = provider
        self.reason = reason


class UnreadableOutboxError(NoticesError):
    """The file is not there, it is damaged, or no notices are kept in it."""

    code = "unreadable_outbox"


class UnreadableAskError(NoticesError):
    """What somebody left in the folder of asks is none, or it was sealed with another key."""

    code = "unreadable_ask"


class WrongMoveError(NoticesError):
    """We were about to do with a notice what cannot be done in its state."""

    code = "wrong_move"

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{move} is not possible for a notice that is {state}")
        self.state = state
        self.move = move
