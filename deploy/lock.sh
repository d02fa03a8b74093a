#!/bin/sh
# Writes requirements.lock anew: every package of every extra, with hashes and without addresses.
set -eu
cd "$(dirname "$0")/.."
exec uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
    --output-file requirements.lock "$@"
