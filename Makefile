# Everything sets itself up; the second start is quick.
PYTHON := .venv/bin/python
KITCHEN_TABLE := .venv/bin/kitchen-table
UV ?= uv
.DEFAULT_GOAL := help
.PHONY: help setup run test check prove screens papers bench freeze lock clean

help: ## what can be asked for
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

setup: ## fetch what is needed, and leave .venv/bin/kitchen-table
	@python3 packaging/setup.py

run: setup ## open the app on the example council (with no screen: play the example visit into out/)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then exec $(KITCHEN_TABLE) example; \
	else echo "There is no screen here, so the example visit is played into the folder out."; \
	exec $(KITCHEN_TABLE) demo --out out; fi

test: setup ## check the code, then run every test
	@export KITCHEN_TABLE_STARTED=$$(date +%s); faults=0; \
	$(MAKE) --no-print-directory check || { faults=1; export KITCHEN_TABLE_CHECK=faults; }; \
	$(PYTHON) -m pytest -n auto --dist worksteal || faults=1; exit $$faults

check: setup ## format, lint, types, and who may import whom
	@faults=0; for step in "ruff format --check" "ruff check" mypy "lint-imports --no-logo"; do \
	echo "== $$step"; .venv/bin/$$step || faults=1; done; exit $$faults

prove: setup ## the slow proofs: damage, cut lines, kill -9
	@$(PYTHON) -m pytest -n auto --dist worksteal -m prove

screens: setup ## pictures of every screen, in out/screens
	@$(PYTHON) tests/screens/run.py out/screens

papers: setup ## every paper of the example council, in out/papers
	@$(KITCHEN_TABLE) papers --out out/papers

bench: setup ## measure, print a table and write out/bench.json
	@$(PYTHON) tests/bench/run.py

freeze: setup ## keep this release as the next one's older version, in tests/old
	@$(PYTHON) packaging/freeze.py tests/old

lock: ## write requirements.lock again (needs uv)
	@$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --group dev --extra postgresql \
	--override packaging/lock-overrides.txt --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	@# Ubuntu 22.04 has 3.11.0rc1, which older pips hold to be neither below nor above 3.12.
	@sed 's/python_full_version/python_version/' requirements.lock > requirements.new && mv requirements.new requirements.lock

clean: ## remove what can be made again
	@rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
