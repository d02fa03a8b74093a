"""What cases are about: answers and papers, sealed; what became of those that ended; earlier data of a person.

The hall's journal says what happened to a case and never what it says. That is kept here, in the same commit as the
event it belongs to, until a day on which it is deleted.
"""
