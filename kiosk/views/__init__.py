"""What the citizen sees and touches. Kivy lives here only: import it after the window was prepared."""
