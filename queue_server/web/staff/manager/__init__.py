"""The hall manager's page: what needs a hand, the hall as it is, and how the day goes."""
