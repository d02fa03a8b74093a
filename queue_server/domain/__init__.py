"""What a hall is and what may happen in it. Pure: no clock, no I/O, no randomness, standard library only.

``decide(state, command, now)`` says what happens, ``evolve(state, event)`` what is true afterwards.
"""
