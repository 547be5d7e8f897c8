PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench lint types browser clean

run: .venv/installed
	$(BIN)/streamlit run app.py

test: .venv/installed-dev lint types browser
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev
	$(BIN)/mypy

bench: .venv/installed-dev browser
	$(BIN)/python -m tests.benchmarks

# What the tests drive: Chromium (the system's, or else Playwright's own), LibreOffice for the workbook, nginx.
browser: .venv/installed-dev
	@sh tests/install-programs

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
