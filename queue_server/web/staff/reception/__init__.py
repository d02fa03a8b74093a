"""The reception desk: tickets for people who do not use a kiosk, appointments, lost numbers, notes for the clerk."""
