"""Events for other systems: posted in order, signed, again and again until they were taken.

Each subscriber is served by a thread of its own, from its own place in the journal, which is kept on disk: one that
hangs delays nobody, and what it was not told while it was away, or while the server was, it is told later.
"""

from queue_server.webhooks.errors import WebhookError
from queue_server.webhooks.settings import SECTION, WebhookSection, WebhookSections
from queue_server.webhooks.webhooks import Seen, Webhooks

__all__ = ["SECTION", "Seen", "WebhookError", "WebhookSection", "WebhookSections", "Webhooks"]
