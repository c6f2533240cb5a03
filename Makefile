# Two commands do all the set-up: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

DATA ?= truelift-data
PORT ?= 8420
MODELS ?= $(HOME)/.cache/truelift/models
TARGET := $(or $(CARGO_TARGET_DIR),target)
BIN := $(TARGET)/debug/truelift
# Property tests draw the same inputs on every run of one commit, so that a red check is a change's own fault; set
# another seed, or more cases (PROPTEST_CASES), to look for what the fixed one does not reach.
export PROPTEST_RNG_SEED ?= 20261130
# xtask is built by itself: its syn features would change every procedural macro, and so rebuild everything.
ALL := --workspace --exclude xtask
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/.cache/*' 2>/dev/null)

.PHONY: help demo test build web model tidy lint deny unit e2e bench clean

help: ## List the commands.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "make %-8s %s\n", $$1, $$2 }'

demo: build model ## Build, run the loop on a simulated grocer, print the result, serve the page on :8420.
	@$(BIN) demo --data $(DATA) --port $(PORT) --model $(MODELS)/SmolLM2-135M-Instruct.Q4_1.gguf

test: tidy lint e2e ## Install what is missing, build, run every check of the fast tier.

build: need-build web ## Build the binary with the page inside.
	cargo build -p truelift

need-build:
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust 1.95 or later from rustup.rs"; exit 1; }
	@scripts/install gcc=gcc python3=python3 node=nodejs npm=npm

need-test: need-build
	@scripts/install /usr/bin/chromium=chromium '/usr/lib/postgresql/*/bin/initdb=postgresql'

web: web/dist/index.html ## Build the web page.

web/node_modules/.package-lock.json: web/package-lock.json
	@# Not `npm ci`: it refuses a lockfile without the optional binaries of other platforms, which not every
	@# registry serves. The versions are those of the lockfile all the same.
	cd web && npm install --no-save --no-audit --no-fund

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build

model: ## Fetch the small language model (98 MB, once).
	@scripts/fetch-model $(MODELS)

tidy: need-build ## House style as a program: layers, sizes, names.
	cargo xtask tidy

lint: need-build web/node_modules/.package-lock.json web/dist/index.html ## rustfmt, clippy, and the page's own checks.
	cargo fmt --all --check
	cargo clippy $(ALL) --all-targets -- -D warnings
	cargo clippy -p xtask --all-targets -- -D warnings
	cd web && npm run check && npm test

deny: ## Licences, duplicates and sources of every dependency (cargo-deny; installs it when absent).
	@command -v cargo-deny >/dev/null || cargo install --locked --quiet cargo-deny
	cargo deny check licenses bans sources

unit: need-test web model ## Rust tests: unit, property, golden, contract (SQLite and PostgreSQL).
	@if command -v cargo-nextest >/dev/null; then \
	  TRUELIFT_MODEL_PATH=$(MODELS)/SmolLM2-135M-Instruct.Q4_1.gguf cargo nextest run --no-fail-fast $(ALL) && cargo nextest run -p xtask; \
	else \
	  TRUELIFT_MODEL_PATH=$(MODELS)/SmolLM2-135M-Instruct.Q4_1.gguf cargo test --no-fail-fast $(ALL) --tests && cargo test -p xtask; \
	fi
	cargo test --quiet --doc -p consent -p governance

e2e: unit ## The page in a real browser, on the real server with the demo's data.
	cd web && TRUELIFT_BIN=$(abspath $(BIN)) TRUELIFT_MODEL_PATH=$(MODELS)/SmolLM2-135M-Instruct.Q4_1.gguf npm run e2e

clean: ## Remove what was built; the data directory stays.
	cargo clean
	rm -rf web/dist web/node_modules
