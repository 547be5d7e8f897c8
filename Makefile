PYTHON ?= python3
BIN := .venv/bin
INSTALL := pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.PHONY: run test suite quick unit soak browsers bench lint types browser lock audit messages picture clean

run: .venv/installed
	$(BIN)/streamlit run app.py

# Types and style are read beside the tests.
test: .venv/installed-dev browser
	@$(MAKE) --no-print-directory -j 3 lint types suite

# A browser, a server and its test take turns, so that three workers keep two cores busy.
suite:
	$(BIN)/pytest -n 3 --dist loadfile

# What needs no browser and no server, each property on few examples: under a minute, types beside tests.
quick: .venv/installed-dev
	@$(MAKE) --no-print-directory -j 2 types unit

unit: lint
	$(BIN)/pytest -n 2 --dist loadfile --few-examples $(addprefix tests/, values wording prices scenario bill compare \
		explain decide actual drift export golden test_command_line.py test_settings.py) --ignore tests/export/workbook

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: .venv/installed-dev
	$(BIN)/mypy

# Faults and loads that go on for minutes; each is bounded, and stays on this machine.
soak: .venv/installed-dev browser
	$(BIN)/pytest -m soak

# One journey in Chromium, Firefox and WebKit; says which of them cannot be installed here.
browsers: .venv/installed-dev
	@sh tests/install-programs browsers || true
	$(BIN)/pytest -m browsers -rs tests/every_browser

bench: .venv/installed-dev browser
	$(BIN)/python -m tests.benchmarks

# What the tests drive: Chromium (the system's, or else Playwright's own), LibreOffice for the workbook, nginx.
browser: .venv/installed-dev
	@sh tests/install-programs

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/$(INSTALL) -r requirements.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/$(INSTALL) -r requirements-dev.txt
	touch $@

# Pins everything that requirements*.in bring along, each with its hashes.
lock: .venv/installed-dev
	$(BIN)/$(COMPILE) requirements.in -o requirements.txt
	$(BIN)/$(COMPILE) requirements-dev.in -o requirements-dev.txt

# Asks a public database for known weaknesses of all that is pinned, so it needs a network and is no part of the tests.
audit: .venv/installed-dev
	$(BIN)/uv tool run pip-audit@2.10.1 --disable-pip --require-hashes -r requirements-dev.txt

# The texts of the source for translators, and what they have made of them.
LOCALES := pricing/wording/locales
messages: .venv/installed-dev
	$(BIN)/pybabel -q extract -F pyproject.toml --no-default-keywords -k message -k counted:1,2 --omit-header --no-location --sort-output \
		-o $(LOCALES)/messages.pot pricing ui web pages
	@if ls $(LOCALES)/*/LC_MESSAGES/messages.po >/dev/null 2>&1; then \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap \
			-i $(LOCALES)/messages.pot -d $(LOCALES); fi

# The picture of the README.
picture: .venv/installed-dev browser
	$(BIN)/python -m tests.browser.picture

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
