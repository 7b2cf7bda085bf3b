# make run    everything on a fresh machine: environment, install, then the demo
# make test   lint, types and tests; make suite: the tests alone, make suite CHOSEN='-m "not slow"' the quick ones
# make long   tests of a minute each: fuzzing, every pattern over long lines, backups while a run writes
# make test-browser   the pages in Debian's chromium (apt-get install chromium)
# make fuzz     inputs damaged at random into every reader, for an hour; FUZZ="--seconds 60 --seed 7" for less
# make soak     a month of faults, kills, a full disk, a clock ahead and an upgrade, against one without; SOAK="--days 9 --seed 1"
# make kills    crawls and imports killed at random moments, against ones left alone; KILLS="--kills 40 --corpora 2 --seed 1"
# make locks    locks/*.txt anew, after a change of pyproject.toml or constraints.txt
# make sbom     what is installed, as a CycloneDX bill of materials: sbom.json
# make golden        what the stages put out, recorded anew after a change of their rules
# make screenshots    docs/screenshots, made anew

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test suite long interpreter test-browser fuzz soak kills locks sbom golden screenshots lint bench clean

run: $(VENV)/.run interpreter
	$(BIN)/jangmadang demo

test: lint suite

# else each process that tests start would compile every module anew, where a shell asks for that
suite: export PYTHONDONTWRITEBYTECODE =
suite: $(VENV)/.dev interpreter
	$(BIN)/pytest -n 3 --ignore tests/browser $(CHOSEN)

interpreter: $(VENV)/bin/python
	@echo "$$($(BIN)/python --version) in $(VENV)"

long: $(VENV)/.dev
	$(BIN)/pytest -n 2 --ignore tests/browser -m long

test-browser: export PYTHONDONTWRITEBYTECODE =
test-browser: $(VENV)/.browser
	$(BIN)/pytest -n 2 tests/browser

FUZZ ?= --seconds 3600
fuzz: $(VENV)/.dev
	$(BIN)/python bench/fuzz.py $(FUZZ)

SOAK ?= --days 30 --seed 7
soak: $(VENV)/.dev
	$(BIN)/python bench/soak.py $(SOAK)

KILLS ?= --kills 200 --corpora 10 --seed 7
kills: $(VENV)/.dev
	$(BIN)/python bench/kills.py $(KILLS)

golden: $(VENV)/.dev
	$(BIN)/pytest --ignore tests/browser -k as_recorded_at_this_version --record-golden

screenshots: $(VENV)/.browser
	$(BIN)/python docs/screenshots/make.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Everything comes by its hash, pip and what builds included: pip first, since the one that comes with Python 3.11.7
# resolves some extras wrongly; then what builds the one library that has no wheel, and this project.
LOCKED := $(PIP) install --quiet --require-hashes --no-build-isolation --requirement

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jangmadang needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml locks/build.txt locks/run.txt
	$(LOCKED) locks/build.txt
	$(LOCKED) locks/run.txt
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run locks/dev.txt
	$(LOCKED) locks/dev.txt
	@touch $@

# the locks, made anew of pyproject.toml and constraints.txt, for every Python and system that we run on
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--constraint constraints.txt
locks: $(VENV)/.dev
	$(PIP) install --quiet --constraint constraints.txt uv
	printf 'pip\nsetuptools\nwheel\n' | $(LOCK) - --output-file locks/build.txt
	$(LOCK) pyproject.toml --extra web --output-file locks/run.txt
	$(LOCK) pyproject.toml --extra dev --output-file locks/dev.txt

sbom: $(VENV)/.dev
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file sbom.json $(BIN)/python

$(VENV)/.browser: $(VENV)/.dev
	$(PIP) install --quiet --constraint constraints.txt --editable '.[browser]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
