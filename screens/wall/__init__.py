"""The manager's wall: who waits, what the windows do, and which device needs a hand."""
