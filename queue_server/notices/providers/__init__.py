"""The ways to send SMS, behind one interface."""

from queue_server.notices.providers._interface import (
    Order,
    Provider,
    ProviderPlan,
    Question,
    ReceiptDoor,
    ReceiptReader,
)
from queue_server.notices.providers._plans import ProviderTools, provider_plans

__all__ = [
    "Order",
    "Provider",
    "ProviderPlan",
    "ProviderTools",
    "Question",
    "ReceiptDoor",
    "ReceiptReader",
    "provider_plans",
]
