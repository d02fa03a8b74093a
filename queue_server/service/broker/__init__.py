"""The hall's own mosquitto: its accounts, its configuration, and the one who keeps it running."""

from queue_server.service.broker._files import BrokerFiles
from queue_server.service.broker._supervisor import BrokerSupervisor, BrokerUnavailableError

__all__ = ["BrokerFiles", "BrokerSupervisor", "BrokerUnavailableError"]
