"""The caller keypads and raters of one RS-485 line at work in a hall: key, intent, command, reply, display."""
