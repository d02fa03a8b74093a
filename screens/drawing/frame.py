"""The whole window: a screen as large as it allows, moved by a pixel or two, or nothing at all at night."""

from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scatter import Scatter
from kivy.uix.widget import Widget

from screens.theme import DARK, GROUND


class Frame(FloatLayout):  # type: ignore[misc]  # Kivy has no types
    """Holds one view at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._holder: Scatter | None = None
        self._corner = (0, 0)
        self._dark = False
        self._shift = (0, 0)
        Window.clearcolor = GROUND

    def hold(self, view: Widget, scale: float, corner: tuple[int, int]) -> None:
        """Show ``view``, scaled, its lower left corner at a pixel of the window."""
        self.clear_widgets()
        self._holder = Scatter(
            size=view.size, size_hint=(None, None), do_rotation=False, do_scale=False, do_translation=False
        )
        self._holder.add_widget(view)
        self._holder.scale = scale
        self._corner = corner
        self._place()
        if not self._dark:
            self.add_widget(self._holder)

    def stand(self, shift: tuple[int, int], *, dark: bool) -> None:
        """Move by ``shift`` pixels; ``dark`` shows nothing."""
        if shift != self._shift:
            self._shift = shift
            self._place()
        if dark != self._dark:
            self._dark = dark
            Window.clearcolor = DARK if dark else GROUND
            self.clear_widgets()
            if self._holder is not None and not dark:
                self.add_widget(self._holder)
            self.canvas.ask_update()

    def _place(self) -> None:
        if self._holder is not None:
            self._holder.pos = (self._corner[0] + self._shift[0], self._corner[1] + self._shift[1])
