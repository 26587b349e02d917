# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run semantic readers test seeking faults oracles fuzz looks check format bench example picture lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Claimdesk needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

# The package is installed in place, so that a change to the code needs no second install.
.venv/run.stamp: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) install --quiet --requirement requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(PIP) install --quiet --requirement requirements-dev.lock
	@touch $@

run: .venv/run.stamp  ## open the desk on the two sample articles
	@$(BIN)/claimdesk --db annotations.db

semantic: .venv/run.stamp  ## compare articles by what sentences mean, too (some 230 MB)
	$(PIP) install --quiet --requirement requirements-semantic.lock

readers: .venv/run.stamp  ## read web pages, PDF, DOCX, EPUB, feeds and archives, too (some 95 MB)
	$(PIP) install --quiet --requirement requirements-readers.lock

test: .venv/dev.stamp  ## every test (under five minutes)
	$(BIN)/pytest --numprocesses 2

seeking: .venv/dev.stamp  ## the properties on new examples, many of them (hours)
	EXAMPLES=new $(BIN)/pytest --numprocesses 2

faults: .venv/dev.stamp  ## kills, power cuts, full disks, damaged files: nothing is lost (minutes)
	$(BIN)/pytest tests/faults --numprocesses 2

oracles: .venv/dev.stamp  ## each format's own reader reads our exports (NIGHTLY=1: the heavy ones too)
	@NIGHTLY=$(NIGHTLY) $(BIN)/python tests/oracles/run.py $(ORACLE)

fuzz: .venv/dev.stamp  ## bytes that no reader has seen, a minute for each kind (SECONDS=600, KIND=html)
	SECONDS=$(or $(SECONDS),60) $(BIN)/python tests/fuzz/run.py $(KIND)

looks: .venv/dev.stamp  ## every screen in every size and theme looks as kept (LOOKS=anew keeps it)
	LOOKS=$(LOOKS) $(BIN)/pytest tests/looks --numprocesses 2

check: .venv/dev.stamp  ## format, lint, types, the import rule
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp  ## rewrite the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp  ## speed, as ratios against a peer measured in the same run
	$(BIN)/python -m benchmarks

example: .venv/run.stamp  ## rebuild annotations.db from seeds/
	$(BIN)/python seeds/build.py

picture: .venv/run.stamp  ## draw the README's picture anew
	$(BIN)/python docs/picture.py

lock: .venv/dev.stamp  ## pin the newest versions that fit pyproject.toml
	$(LOCK) --group build -o requirements.lock pyproject.toml
	$(LOCK) --group dev $(READERS) -o requirements-dev.lock pyproject.toml
	$(LOCK) $(READERS) --constraint requirements.lock -o requirements-readers.lock pyproject.toml
	$(LOCK) --extra semantic --constraint requirements.lock -o requirements-semantic.lock pyproject.toml
	for list in tests/oracles/*.in; do \
		$(PIN) --python-version 3.11 -o "$${list%.in}.txt" "$$list" || exit 1; done

READERS := --extra web --extra pdf --extra office --extra feeds --extra warc --extra lang
PIN := $(BIN)/uv pip compile --quiet --universal --upgrade \
	--no-header --no-annotate --no-emit-index-url
LOCK := $(PIN) --generate-hashes

clean:  ## remove the environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .oracles .fuzz
