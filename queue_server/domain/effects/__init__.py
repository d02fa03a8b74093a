"""What is true after an event, by what it happened to. Each function returns new values of fields of the state.

One copy of the state an event: copying is most of what an event costs.
"""
