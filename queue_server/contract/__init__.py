"""The words spoken between kiosks, windows, screens, other systems and the queue server.

All that ``kiosk`` and ``screens`` may import from ``queue_server``.
"""
