# portalgen's front door. `make demo` and `make test` do all on a fresh machine with Python 3.11+, pip, Node, npm and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# what is used is compiled when it is
QUICKLY := --quiet --disable-pip-version-check --no-compile
unexport PYTHONDONTWRITEBYTECODE
export PORTALGEN_VAULT_PASSPHRASE ?= open-the-demo-and-look-around

BENCH := .venv-bench
.PHONY: demo test check lint proof bench tools browsers bundle docs screenshots clean
.DEFAULT_GOAL := demo

demo: $(VENV)/installed          ## build the demo portal and say how to open it
	@$(BIN)/portalgen build
	@$(BIN)/python tools/demo_words.py

test:                            ## install what tests need, then run all tests
	@$(MAKE) --no-print-directory -j 3 lint tools
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: lint                      ## lint, types and house only
	@$(BIN)/python -m pytest tests/test_house.py -p no:cacheprovider

lint: $(VENV)/tested
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

proof: tools                     ## what takes longer than a test may: each line stands for itself
	@$(BIN)/python tools/lighthouse.py
	@$(BIN)/python -m pytest -m proof --timeout 3600

bench: $(VENV)/installed node_modules/installed $(BENCH)/installed  ## measure portalgen beside its peers; writes docs/PERFORMANCE.md (half an hour)
	@$(BIN)/python bench/speed.py

tools: $(VENV)/tested node_modules/installed browsers

bundle: node_modules/installed   ## build the browser bundle anew from its source
	@npm run --silent bundle

docs: $(VENV)/installed          ## write the generated pages of docs/ anew: content, commands, themes, fact sheet, hosts
	@$(BIN)/python tools/content_reference.py
	@$(BIN)/python tools/cli_reference.py
	@$(BIN)/python tools/theme_reference.py
	@$(BIN)/python tools/fact_page.py
	@$(BIN)/python tools/hosts_page.py

screenshots: tools               ## take the pictures of docs/images anew
	@$(BIN)/python tools/screenshots.py

browsers:
	@sh tools/install_browsers.sh

$(VENV)/installed: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install $(QUICKLY) --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install $(QUICKLY) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed requirements-test.txt
	@$(BIN)/python -m pip install $(QUICKLY) --require-hashes -r requirements-test.txt
	@touch $@

node_modules/installed: package.json package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch $@

$(BENCH)/installed: requirements-bench.txt
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

clean:                           ## remove what make made, but no content and no vault
	rm -rf $(VENV) $(BENCH) node_modules output/.portalgen output/causeway output/lantern
