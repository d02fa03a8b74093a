#!/bin/sh
# Builds the wheel, installs it into an environment of its own and runs the tests where the sources are not in sight.
# Takes what is to be run: -m pytest and its options.
set -eu
cd "$(dirname "$0")/.."
place=build/wheel-test
rm -rf "$place" && mkdir -p "$place"
.venv/bin/hatchling build --target wheel --directory "$place/dist" >/dev/null
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
"$place/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps "$place"/dist/*.whl
cp -r tests pyproject.toml "$place/"
rm -rf "$place/tests/project"
cd "$place"
exec venv/bin/python -P "$@"
