# Portalwright. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

venv := .venv
python := $(venv)/bin/python
pip := $(python) -m pip --disable-pip-version-check
portal := $(python) -m portal
code := generator runtime portal leaks tests bench

pythons := python3 python3.14 python3.13 python3.12 python3.11
recent := import sys; sys.exit(sys.version_info < (3, 11))

# An environment whose Python was removed or replaced cannot run: it is made anew.
$(shell test -x $(python) || rm -f $(venv)/*.stamp)

random := tests/expressions/test_same_rows.py tests/expressions/test_deciding.py tests/leaks/test_meaning.py \
	tests/access/test_partial.py tests/incremental

.PHONY: help run setup test check lint types bench soak lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

run: setup ## all portals on 127.0.0.1:$PORT (8080), with demo records on the first start
	@$(portal) apply
	@$(portal) demo
	@exec $(portal) serve

setup: $(venv)/bin/portal ## the virtual environment and its packages

test: lint types check ## everything: lint, types, specs, both databases, browser
	@$(python) -m compileall -q $(code)  # for hundreds of processes, wherever Python is told to keep no bytecode
	@$(python) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

check: setup ## the specs, and whether generated/ is up to date
	@$(portal) check

lint: $(venv)/test.stamp ## style
	@$(python) -m ruff check $(code)
	@$(python) -m ruff format --check $(code)

types: $(venv)/test.stamp ## types
	@$(python) -m mypy

bench: $(venv)/test.stamp ## figures, with their ratios to the goals
	@$(python) -m bench

soak: $(venv)/test.stamp ## the long proofs
	@$(python) -m pytest -m soak
	@PORTAL_SEED=$${PORTAL_SEED:-$$RANDOM} PORTAL_RANDOM_RULES=5000 PORTAL_EDITS=30 $(python) -m pytest $(random)

lock: $(venv)/lock.stamp ## the lock files again, from pyproject.toml
	@$(lock) --output-file requirements.lock pyproject.toml
	@$(lock) --output-file requirements-test.lock --extra test --constraint requirements.lock pyproject.toml
	@$(lock) --output-file requirements-postgres.lock requirements-postgres.in

lock := PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= $(venv)/lock/bin/pip-compile --quiet --upgrade --strip-extras \
	--generate-hashes --no-header --no-emit-options

# A stamp is younger than its lock while nothing has to be installed.
$(venv)/run.stamp: requirements.lock $(venv)/made.stamp
	@echo "Installing packages into $(venv)" >&2
	@$(pip) install --quiet --require-hashes --requirement $<
	@touch $@

# The command of this working copy, for whatever folder it is called in. pip would fetch a build system for it, unpinned.
$(venv)/bin/portal: $(venv)/run.stamp
	@echo "$(CURDIR)" > "$$($(python) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/portalwright.pth"
	@printf '#!%s\nfrom portal.__main__ import main\n\nmain()\n' "$(CURDIR)/$(python)" > $@
	@chmod +x $@

$(venv)/test.stamp: requirements-test.lock $(venv)/run.stamp
	@echo "Installing the packages of the tests into $(venv)" >&2
	@$(pip) install --quiet --require-hashes --requirement $<
	@touch $@

$(venv)/lock.stamp: $(venv)/made.stamp
	@$(python) -m venv $(venv)/lock
	@$(venv)/lock/bin/python -m pip install --quiet pip-tools
	@touch $@

$(venv)/made.stamp:
	@for each in $(pythons); do \
		if $$each -c '$(recent)' 2>/dev/null; then $$each -m venv --clear $(venv) && touch $@ && exit; fi; \
	done; \
	echo "Portalwright needs Python 3.11 or newer; none of these is: $(pythons)" >&2; exit 1
