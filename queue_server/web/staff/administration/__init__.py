"""Administration: the staff, the clients, the hall file, and the log of who did what."""
