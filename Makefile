# make demo, make test: each does all the set-up it needs.
VENV   := .venv
PYTHON := $(VENV)/bin/python
READY  := $(VENV)/ready
# Tests wait for processes more than they compute; those of one file share what was started for them. Files go in order:
# those from end to end, which take longest, are not left for the end.
PYTEST := -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo test lint bench wheel-test contract lock clean

help:
	@echo "make demo        a whole hall on this machine; pictures in build/demo/"
	@echo "make test        every test"
	@echo "make lint        style, types and the direction of imports"
	@echo "make bench       measures; prints a table and writes build/bench.json"
	@echo "make wheel-test  every test against the built wheel; documents against the sources"
	@echo "make setup       only the set-up: system packages and .venv/"
	@echo "make contract    writes docs/asyncapi.json anew"
	@echo "make lock        writes requirements.lock anew (needs uv)"

setup: $(READY)

$(READY): requirements.lock pyproject.toml deploy/system-packages.sh
	deploy/system-packages.sh
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)
	$(VENV)/bin/onedoor --log-level warning demo --pictures build/demo

test: $(READY)
	deploy/system-packages.sh tests
	$(PYTHON) $(PYTEST)

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(READY)
	$(PYTHON) -m bench

wheel-test: $(READY)
	deploy/system-packages.sh tests
	deploy/wheel-test.sh $(PYTEST)
	$(PYTHON) -m pytest tests/project

contract: $(READY)
	$(PYTHON) -m queue_server.contract > docs/asyncapi.json

lock:
	deploy/lock.sh

clean:
	rm -rf build dist $(VENV)
