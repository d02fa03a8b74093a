"""What everything that happens to the flow has in common."""


class Input:
    """Any value of :mod:`kiosk.flow.inputs`."""

    __slots__ = ()
