# Two commands: `make league` runs the whole system on two cores, `make test` checks it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: league test lint setup web clean

league: .venv/.train  ## build the simulator, record games, train, run a league, report; Ctrl-C saves, again resumes
	$(BIN)/starleague league run --preset laptop --folder runs/league

test: .venv/.test  ## linters, types, import rules, tests
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/.test
	$(BIN)/ruff check src tests bench
	$(BIN)/lint-imports

setup: .venv/.train

web:  ## build the browser page again (needs npm; what it makes is kept in the package)
	cd web && npm ci --no-audit --no-fund && npm run build

.venv/.train: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[train]'
	touch $@

.venv/.test: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[train,test]'
	touch $@ .venv/.train

clean:
	rm -rf .venv runs build dist
