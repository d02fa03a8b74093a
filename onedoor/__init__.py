"""The one program of the command line. It knows every room; no room knows it."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("onedoor")
