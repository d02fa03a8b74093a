"""Telling people by SMS, at every step, honestly: what is not known to have been sent is not said to have been.

Imports nothing of the service: it follows the journal.
"""
