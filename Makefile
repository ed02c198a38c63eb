# Every target sets up what it needs in .venv/ first; nothing outside this folder is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The virtual environment has no pip of its own (Debian ships venv without ensurepip):
# the machine's pip installs into it.
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
DATA ?=

.DEFAULT_GOAL := site
.PHONY: site test serve check quality torture bench compat screenshots lock clean

site: $(VENV)/.site ## Set up everything and build the site into site/
	$(BIN)/briefings build

test: $(VENV)/.test ## Set up everything and run all checks and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 --dist loadfile

serve: $(VENV)/.site ## Build, serve on http://127.0.0.1:8000/ and rebuild on change
	$(BIN)/briefings serve

check: $(VENV)/.site ## Everything wrong with content/
	$(BIN)/briefings check

quality: $(VENV)/.test ## Measure grouping, summaries, extraction and checks against their floors (DATA=folder)
	$(BIN)/python -m benchmarks.quality --data "$(DATA)"

torture: $(VENV)/.test ## Kill fifty builds, spoil two thousand content folders (the tests marked `torture`)
	$(BIN)/pytest -q -m torture -n 2

bench: $(VENV)/.test ## Time the build and its steps, as ratios within one run
	$(BIN)/python -m benchmarks.bench

compat: site ## Build the site with ProperDocs and Zensical too, and compare
	$(BIN)/python -m benchmarks.compat --site-src site_src

screenshots: site $(VENV)/.test ## Renew the pictures in docs/screenshots/
	$(BIN)/python -m benchmarks.screenshots --site site

lock: $(VENV)/.test ## Renew requirements*.lock from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--python-version 3.11 --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove everything that can be made again
	rm -rf $(VENV) .cache site build *.egg-info

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements-dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.site
