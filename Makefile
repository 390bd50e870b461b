# SPDX-License-Identifier: Apache-2.0
# Two commands: `make run` reads the articles in examples/, `make test` runs every test. Both install
# what is missing and leave the program at build/dragoman. The rest is for developers.
.PHONY: run test build check format tidy eval bench fuzz clean jobs
.DEFAULT_GOAL := build

# One compiler process takes up to 1.2 GB: a machine with 2 GB gets one at a time.
JOBS ?= $(shell awk -v cpus=$$(nproc) '/MemTotal/ { n = int($$2 / 1200000); if (n > cpus) n = cpus; if (n < 1) n = 1; print n }' /proc/meminfo)
# Objects of one clone serve another, wherever it lies.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

run:
	@tools/install_packages.sh build
	@cmake --preset release >build.log 2>&1 || { cat build.log; exit 1; }
	@cmake --build build -j $(JOBS) --target dragoman
	@tools/read_examples.sh --format table

build:
	@tools/install_packages.sh build test
	@cmake --preset release
	@cmake --build build -j $(JOBS)

test: build
	@ctest --test-dir build --no-tests=error --output-on-failure -j $(JOBS) </dev/null

# Formatting, layers, words in code, sizes, documents.
check: build
	@tools/install_packages.sh build test check
	@tools/check

format:
	@git ls-files '*.cc' '*.h' | xargs clang-format-14 -i

tidy: build
	@tools/install_packages.sh check
	@git ls-files 'src/*.cc' 'apps/*.cc' | xargs -P $(JOBS) -n 4 clang-tidy-14 -p build --quiet

# Figures against the committed baseline; needs ../shared.
eval: build
	@eval/run

# Throughput table and micro-benchmarks; needs ../shared for the table.
bench:
	@tools/install_packages.sh build test check
	@bench/run

fuzz:
	@tools/install_packages.sh build test check
	@fuzz/run

# For scripts: how many compilers at a time.
jobs:
	@echo $(JOBS)

clean:
	@rm -rf build build-*
