"""Which parts of a screen are there now."""

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget


def keep(parent: Widget, child: Widget, *, shown: bool) -> None:
    """Put ``child`` in, or take it out: what only cannot be seen is drawn all the same by a software renderer."""
    if shown and child.parent is None:
        parent.add_widget(child)
    elif not shown and child.parent is not None:
        parent.remove_widget(child)


def show_each(parent: Widget, views: Sequence[Any], things: Sequence[Any], *, old: bool) -> None:
    """Each thing in the view of its place, and no view without a thing."""
    for place, view in enumerate(views):
        keep(parent, view, shown=place < len(things))
        if place < len(things):
            view.show(things[place], old=old)
