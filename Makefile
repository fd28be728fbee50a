.DEFAULT_GOAL := help
.PHONY: help run test check bench fix build lock browser

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# For what Debian and Ubuntu leave out at first: INSTALL and a package.
INSTALL = SUDO=; test "$$(id -u)" = 0 || SUDO=sudo; \
  install() { $$SUDO apt-get update -q && $$SUDO apt-get install -qy "$$@"; }; install

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/run ## Serve the app on http://127.0.0.1:8000 (PORT=… for another port)
	ALLOW_HTTP=1 $(BIN)/flask --app webapp run --port $(PORT)

test: $(VENV)/test browser ## Run all tests
	$(BIN)/pytest

check: $(VENV)/test browser ## Lint, types, and tests with branch coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov --cov-report=term

bench: $(VENV)/test browser ## Measure speed and size, beside rivals, into benchmarks/results.md
	$(BIN)/python -m benchmarks

fix: $(VENV)/test ## Mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build: $(VENV)/test ## Make the wheel in dist/
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

lock: ## Renew the pinned versions (with pip-tools under Python 3.11.2, as in Debian 12)
	pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.txt pyproject.toml
	pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --extra test \
	  --no-emit-index-url --no-emit-find-links --constraint requirements.txt \
	  --output-file requirements-test.txt pyproject.toml

# A browser for the tests: installed on Debian and Ubuntu where it is missing.
browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  { echo "Installing Chromium for the tests"; $(INSTALL) chromium; } || \
	  { echo "The tests need Chromium: install it and try again."; exit 1; }

# Without the package python3-venv, pip is missing from what venv makes.
$(BIN)/pip:
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Installing python3-venv"; $(INSTALL) python3-venv && $(PYTHON) -m venv --clear $(VENV); } || \
	  { echo "Python cannot make $(VENV): install its venv module and try again."; exit 1; }

$(VENV)/run: requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/test: requirements.txt requirements-test.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	touch $@
