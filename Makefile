# Material's notice about a coming MkDocs is not for our users.
export NO_MKDOCS_2_WARNING := 1

# Every target does its own set-up: uv when it is there, else venv and pip; offline afterwards, and quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# As many processes as the machine has cores; each has a database server of its own.
PYTEST := $(BIN)/pytest --numprocesses auto --dist loadfile
STAMP := $(VENV)/.installed
RUN_STAMP := $(VENV)/.installed-runtime

.PHONY: demo run test check bench conformance docs format clean

# What a user needs.
$(RUN_STAMP): pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" sh tools/install.sh runtime
	@touch $@

# What we need to check it.
$(STAMP): pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" sh tools/install.sh dev
	@touch $@ $(RUN_STAMP)

demo: $(RUN_STAMP)
	@$(BIN)/faktura demo --output demo-output

run: $(RUN_STAMP)
	@$(BIN)/faktura serve

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mkdocs build --strict --quiet
	$(PYTEST) -m "not storm and not browser and not conformance and not server"

test: $(STAMP)
	$(PYTEST) -m "not conformance"

conformance: $(STAMP)
	$(BIN)/pytest -m conformance tests/conformance

bench: $(STAMP)
	$(BIN)/python -m bench

docs: $(STAMP)
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist site demo-output
