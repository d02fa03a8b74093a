"""``onedoor catalogue``."""

from pathlib import Path
from typing import Annotated

import typer

from onedoor.cli.options import DataDirectory

catalogues = typer.Typer(help="Import and look at the hall's catalogue of business and guides.", no_args_is_help=True)


CatalogueSource = Annotated[Path, typer.Argument(metavar="FILE", help="A file .csv, .xlsx or .json.")]


@catalogues.command("import")
def catalogue_import(*, file: CatalogueSource, data: DataDirectory) -> None:
    """Put the entries of a file in place of the hall's catalogue, all or none; the server may be running."""
    from onedoor.commands.catalogue import run_import

    run_import(file, data)


@catalogues.command("check")
def catalogue_check(*, file: CatalogueSource) -> None:
    """Tell every mistake in a file, and import nothing."""
    from onedoor.commands.catalogue import run_check

    run_check(file)


@catalogues.command("show")
def catalogue_show(*, data: DataDirectory) -> None:
    """Print how many entries the hall's catalogue has, by theme, and its version."""
    from onedoor.commands.catalogue import run_show

    run_show(data)


@catalogues.command("template")
def catalogue_template(
    *,
    file: CatalogueSource,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="With the whole catalogue that comes with Onedoor.")
    ] = False,
) -> None:
    """Write a file to fill in and import, with one example."""
    from onedoor.commands.catalogue import run_template

    run_template(file, shipped=shipped)
