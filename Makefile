# make run     serve the app on this machine
# make test    run every test, in a real browser and LibreOffice too
# make check   format, lint and types
# make bundle  write one ZIP for networks without internet: app, wheels, starters
# make bench   measure speed beside floors and peers, write benchmarks/latest.json
#
# VENV=<folder> uses another environment, PORT=<number> another first port to try.

SHELL := /bin/bash
VENV ?= .venv
PORT ?= 8501
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check

.PHONY: run test check bench bundle screenshot environment environment-dev tools

run: environment
	@$(PYTHON) -m spbe serve --port $(PORT)

test: environment-dev tools
	@$(PYTHON) -m pytest $(ARGS)

check: environment-dev
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

bench: environment-dev tools
	@$(PYTHON) -m benchmarks

bundle: environment-dev
	@$(PYTHON) -m bundle

screenshot: environment-dev tools
	@$(PYTHON) -m docs.screenshot

tools:
	@.ci/tools

# Requirements are installed again only where they changed: a copy in the environment tells which
# ones it has.
environment: $(PYTHON)
	@cat requirements.txt constraints.txt | cmp -s - $(VENV)/installed.txt || { \
		echo "Installing requirements.txt"; \
		$(PIP) -r requirements.txt && \
		cat requirements.txt constraints.txt >$(VENV)/installed.txt; }

environment-dev: environment
	@cat requirements-dev.txt constraints.txt | cmp -s - $(VENV)/installed-dev.txt || { \
		echo "Installing requirements-dev.txt"; \
		$(PIP) -r requirements-dev.txt && \
		cat requirements-dev.txt constraints.txt >$(VENV)/installed-dev.txt; }

$(PYTHON):
	@.ci/environment $(VENV)
