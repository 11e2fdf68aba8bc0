# What CI runs, command by command (.ci/run calls these). `just` lists them; `pip install -e '.[dev]'` brings what they need, just too.

_list:
    @just --list

# ruff and mypy
check:
    ruff check .
    ruff format --check .
    mypy

# every test that is not slow, no property, and needs no other program
quick:
    python -m pytest -m quick -n auto

# the whole suite
test:
    python -m pytest -n auto

# what needs a program that not every machine has
programs:
    python -m pytest -m programs

# how many percent of the package's lines the quick tests run
coverage:
    python -m pytest -q -m quick -n auto --cov=curl2sms --cov-report=
    coverage report --format=total

# figures of time beside their bounds
benchmarks:
    python -m tests.benchmarks

# new random examples for every property, then the fuzzer (15 minutes and more)
search:
    python -m tests.search

# all that a change must pass, from nothing
ci:
    .ci/run
