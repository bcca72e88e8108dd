# Two commands are enough: `make run` and `make test`. `make help` tells the others.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
STORE   = $(shell $(BIN)/python -c 'import settings; print(settings.current().store)' 2>/dev/null)

# Whole pages, attacks and real figures take minutes.
NOT_QUICK := browser attacks golden pages shared_data

.DEFAULT_GOAL := help
.PHONY: help run test quick install install-dev debian sample lint format texts golden lock audit bench clean colours settings

help: ## Show this list
	@echo "Behovsbild: who needs what, where, and since when?"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "Your own municipality's public figures:  $(BIN)/python -m data_pipeline fetch --municipality 1780"

run: install ## Install, build the sample municipality where no store is, start the app
	@test -e "$(STORE)" || $(BIN)/python -m data_pipeline sample
	@echo "Behovsbild: http://localhost:$(PORT)  (stop with Ctrl+C)"
	@$(BIN)/streamlit run server.py --server.port $(PORT) --server.address localhost --server.headless true

test: install-dev debian ## Install what the tests need and run everything
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tests/check_types.py
	@sh tests/check_browser_code.sh lint test
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --ignore=tests/browser
	@$(BIN)/python -m pytest -q tests/browser  # of its own: a browser's event loop stays on

quick: install-dev ## Run the tests that need no sample, browser or PostgreSQL, in parallel
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow" $(addprefix --ignore=tests/,$(NOT_QUICK))

install: $(VENV)/.installed ## Make the virtual environment with what the app needs

install-dev: $(VENV)/.installed-dev ## The same with what the tests need

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null || { echo "python3 is missing: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Name another with PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv is missing: sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.txt | $(VENV)/.python
	@echo "Installing what the app needs (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

debian: ## Install Debian's chromium, PostgreSQL and Node for the tests, where they are missing
	@sh tests/install_debian_packages.sh

sample: install ## Build the sample municipality anew
	@$(BIN)/python -m data_pipeline sample

lint: install-dev ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tests/check_types.py
	@sh tests/check_browser_code.sh lint

format: install-dev ## Mend style
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@sh tests/check_browser_code.sh format

colours: install ## Write static/colours.css anew from ui/draw/palettes.py
	@$(BIN)/python -m ui.draw.colours_css

texts: install-dev ## Take up new strings into the Swedish catalogue
	@$(BIN)/pybabel -q extract -F babel.cfg -k _ -k ngettext:1,2 --no-location --sort-output -w 100 -o /tmp/behovsbild.pot .
	@$(BIN)/pybabel -q update -l sv -D behovsbild --no-fuzzy-matching --ignore-obsolete -w 100 -i /tmp/behovsbild.pot -d locale

golden: install-dev ## Take what pages and commands show now as golden; read the difference in git
	@rm -rf tests/golden/values
	@GOLDEN_VALUES=write $(BIN)/python -m pytest -q tests/golden
	@git diff --stat -- tests/golden/values

settings: install ## Take up new settings into the README's table
	@$(BIN)/python -m settings

lock: install ## Pin requirements anew, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

audit: install-dev ## Look the pinned libraries up among known vulnerabilities (asks OSV or PyPI)
	@$(BIN)/python -m pip install --quiet pip-audit
	@$(BIN)/python tests/audit_dependencies.py

bench: install-dev ## Print the speed against named peers, as ratios
	@for file in benchmarks/bench_*.py; do echo "== $$file"; PYTHONPATH=. $(BIN)/python $$file || exit 1; done

clean: ## Remove the environment and caches; data/ is left alone
	@rm -rf $(VENV) .venv-peers node_modules .pytest_cache .ruff_cache .mypy_cache
