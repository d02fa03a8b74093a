"""The people who work in a hall: accounts and roles, sessions, the audit log, notes, the history of the hall file.

Rules are pure; :mod:`queue_server.staff.store` keeps what they decide.
"""
