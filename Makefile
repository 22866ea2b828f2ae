# Two commands for everybody: `make demo` and `make test`. `make help` lists the others.
# Works with GNU make 3.81 (macOS) and needs nothing but Python 3.11 or later with venv.

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs bench bench-extract clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## build .venv with the locked dependencies
	@:

# A stamp, so that an environment that is up to date costs nothing.
$(READY): pyproject.toml uv.lock Makefile
	@python=; \
	for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			python=$$candidate; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or later with venv is needed: apt install python3-venv (Debian, Ubuntu) or brew install python (macOS)." >&2; \
		exit 1; \
	fi; \
	if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		$$python -m venv --clear $(VENV); \
	fi
	@echo "Setting up .venv with the locked dependencies; this takes a minute the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@env -u VIRTUAL_ENV UV_SYSTEM_CERTS=true UV_PYTHON_DOWNLOADS=never UV_PYTHON=$(BIN)/python $(BIN)/uv sync --locked --all-extras --quiet
	@$(BIN)/python -c "from tollbook.places import world; world().find('Geneva')"
	@touch $@

demo: setup ## build the example case, print its figures, write its page
	@$(BIN)/tollbook demo

test: setup ## run all tests
	$(BIN)/pytest

check: setup ## format, lint, types, import contracts, tests with coverage, documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --cov --cov-report=term
	$(MAKE) docs

format: setup ## put the code into its one form
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

docs: setup ## build the documentation (docs/_build/html/index.html)
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

bench: setup ## measure accuracy and speed (see bench/README.md)
	$(BIN)/python bench/run.py

bench-extract: setup ## measure how well and how fast reports are read
	$(BIN)/python bench/extract.py

clean: ## remove everything that can be built again
	rm -rf $(VENV) docs/_build docs/reference/generated dist htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests docs bench examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
