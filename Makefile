# Two doors: `make brief` (the main job) and `make test`. Both build what they need in .venv first.
# The interpreter is taken from PYTHON if given; it must be 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= london-2025
# No bytecode at install: Python compiles what a command uses when it first uses it, which is a tenth of what is installed.
PIP_FLAGS := --quiet --no-compile --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help brief test test-slow lint types imports check press-eval clean

help:
	@echo "make brief   install into .venv and write brief/ for $(CASE)"
	@echo "make test    install the test tools into .venv and run the tests"
	@echo "make test-slow  the published numbers that take minutes"
	@echo "make check   lint, types, import order and tests: what CI runs"
	@echo "make press-eval   measure the press room on labelled articles (TRADETALKS_DATA) and write docs/press.md"
	@echo "make clean   remove .venv and what the commands wrote here"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tradetalks needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Installing tradetalks into $(VENV) ..."
	@$(BIN)/python -m pip install $(PIP_FLAGS) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing tradetalks and its test tools into $(VENV) ..."
	@$(BIN)/python -m pip install $(PIP_FLAGS) --editable '.[dev]'
	@touch $@ $(VENV)/installed

brief: $(VENV)/installed
	$(BIN)/tradetalks brief $(CASE) --out brief

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2

test-slow: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports

check: lint types imports test

press-eval: $(VENV)/installed
	$(BIN)/python -m evaluation.press --write docs/press.md

clean:
	rm -rf $(VENV) brief build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
