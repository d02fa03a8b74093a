"""What needs a manager's hand: raised once, acknowledged by somebody, over by itself.

Alerts are events of the journal: a restart keeps them, other systems hear them in order, and who saw to what stands in
the record. :mod:`queue_server.alerts.rules` decides, :mod:`queue_server.alerts.watch` hears what the journal cannot
know.
"""

from queue_server.alerts.thresholds import QueueThresholds, Thresholds
from queue_server.alerts.watch import AlertWatch

__all__ = ["AlertWatch", "QueueThresholds", "Thresholds"]
