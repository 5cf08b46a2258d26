# JoinedUp. "make help" lists what can be asked for; "make demo" is where to start.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test test-all check format types docs bench lock clean setup setup-dev setup-bench

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
STAMPS := $(VENV)/stamps
ASSETS := src/joinedup/web/design/static/nhsuk/installed.json
CODE := src tests benches docs/make
ROOMS := $(notdir $(patsubst %/__init__.py,%,$(wildcard src/joinedup/*/__init__.py)))
export PIP_NO_INPUT := 1

# Any Python from 3.11 on that can make an environment; "make PYTHON=/path/to/python demo" names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$python" && break; done)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r what why; do printf '%-16s %s\n' "$$what" "$$why"; done
	@echo "Arguments are handed on: make demo ARGS='--people 2000 --no-serve', make test ARGS='tests/unit -k money'"

demo: setup ## set up, make up a county, run the whole loop and serve the site
	@$(VENV)/bin/joinedup demo $(ARGS)

# Three runs: a browser's event loop and Django's database do not share a process, and the site is held to both databases.
test: setup-dev ## set up and run the tests, but for the slow ones; with ARGS, just those named
ifdef ARGS
	@$(PY) -m pytest $(ARGS)
else
	@JOINEDUP_TEST_DATABASE=postgres $(PY) -m pytest -q -n 2 --dist loadfile -m "not slow" tests/site
	@$(PY) -m pytest -q -m "not slow" tests/journeys
	@$(PY) -m pytest -n 2 --dist loadfile -m "not slow" --ignore tests/journeys
endif

test-all: setup-dev ## every test, the slow ones too
	@$(PY) -m pytest -q -n 2 --dist loadfile -m slow || [ $$? -eq 5 ]
	@$(MAKE) --no-print-directory test

check: setup-dev ## format, lint, import contracts, types, migrations, house rules
	@$(PY) -m ruff format --check --quiet $(CODE) || { echo "Some files are not formatted: run 'make format'."; exit 1; }
	@$(PY) -m ruff check $(CODE)
	@$(VENV)/bin/lint-imports --no-cache
	@$(MAKE) --no-print-directory types
	@if [ -f src/joinedup/web/config/settings.py ]; then \
	  DJANGO_SETTINGS_MODULE=joinedup.web.config.settings $(PY) -m django makemigrations --check --dry-run; fi
	@$(PY) -m pytest -q tests/house

types: setup-dev ## strict types in every room
	@$(PY) -m mypy --follow-imports=silent $(addprefix -p joinedup.,$(ROOMS))

format: setup-dev ## format the code and put right what can be put right by itself
	@$(PY) -m ruff format --quiet $(CODE)
	@$(PY) -m ruff check --fix --quiet $(CODE)

docs: setup-dev ## make the reference pages from the code
	@$(PY) docs/make

bench: setup-bench ## time and peak memory of every step, as whole processes; saved in bench-results/
	@$(PY) benches/run.py $(ARGS)

lock: ## lock the dependencies again, with hashes (needs uv)
	@requirements/compile

clean: ## take away what set-up and runs made; demo-workspace stays
	rm -rf $(VENV) src/joinedup/web/design/static/nhsuk .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------------------------- set-up
setup: $(STAMPS)/run $(ASSETS) ## set up what the site needs, and no more
setup-dev: $(STAMPS)/dev $(ASSETS)
setup-bench: $(STAMPS)/bench $(ASSETS)

$(PY):
	@if [ -z "$(PYTHON)" ]; then \
	  echo "JoinedUp needs Python 3.11 or later with venv (on Debian: apt install python3-venv)." >&2; \
	  echo "Install it, or name one: make PYTHON=/path/to/python3.12 demo" >&2; exit 2; fi
	@echo "Setting up in $(VENV) with $$($(PYTHON) --version); this is done once."
	@$(PYTHON) -m venv --clear $(VENV)

# everything is compiled here, on all cores and without the packages' own tests, so that every later start is quick
define install
	@mkdir -p $(STAMPS)
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@echo "Installing $(1), each package checked against its hash."
	@$(PIP) --no-compile --require-hashes -r $(1)
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@$(PY) -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib src
endef

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(PY)
	$(call install,requirements/run.txt)
	@touch $@

# the environment for tests holds everything the one for running does, in the same versions
$(STAMPS)/dev: requirements/dev.txt pyproject.toml | $(PY)
	$(call install,requirements/dev.txt)
	@touch $(STAMPS)/run $@

$(STAMPS)/bench: requirements/bench.txt pyproject.toml | $(PY)
	$(call install,requirements/bench.txt)
	@touch $(STAMPS)/run $(STAMPS)/dev $@

$(ASSETS): src/joinedup/web/design/nhsuk-frontend.json src/joinedup/web/design/assets.py | $(STAMPS)/run
	@$(PY) -m joinedup.web.design.assets
	@touch $@
