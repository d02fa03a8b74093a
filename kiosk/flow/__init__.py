"""What the terminal does: pages, inputs, effects and the rules between them. No Kivy, no I/O, no clock."""
