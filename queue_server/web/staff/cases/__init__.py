"""Applications: those that wait first, one on one page, the lockers, what became of all of them."""
