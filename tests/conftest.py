"""Which tests run when, and what they share. ``--update`` rewrites expected outputs: review them as a diff."""

from __future__ import annotations

import functools
import gc
import inspect
import os
import signal
import sys
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import is_hypothesis_test
from hypothesis.configuration import set_hypothesis_home_dir

from tests.examples import fix_examples, register_profiles

ROOT = Path(__file__).parent.parent

# What a test may need beyond Python, bash and curl. README's test command leaves such tests out; .ci/run runs them.
PROGRAMS = {
    "browser": "Chromium",
    "gunicorn": "gunicorn",
    "dask": "Dask, an engine that maps a function over many things",
    "gateway": "Kannel, a gateway of SMS",
    "interpreters": "the interpreters of other languages",
    "newman": "newman, which runs collections of Postman",
}

register_profiles()

# What tests leave over is little and soon gone: to look for it at each 700 objects takes a tenth of the time of a run.
gc.set_threshold(50_000)


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so a shell starts what runs after it (`pytest &`)
    signal.signal(signal.SIGINT, signal.default_int_handler)


if "MUTANT_UNDER_TEST" in os.environ:  # mutmut notes which test calls which function

    @pytest.fixture(autouse=True)
    def nothing_is_remembered() -> None:
        """What an earlier test has asked is worked out again, so that mutmut sees every test that needs a function."""
        for name, module in list(sys.modules.items()):
            for kept in vars(module).values() if name.startswith("curl2sms") else ():
                if isinstance(kept, functools._lru_cache_wrapper) and inspect.signature(kept).parameters:
                    kept.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected outputs")


@pytest.hookimpl(trylast=True)  # Hypothesis has loaded the profile that the command line names
def pytest_configure(config: pytest.Config) -> None:
    for name, needed in PROGRAMS.items():
        config.addinivalue_line("markers", f"{name}: needs {needed}")
    fix_examples()
    # Hypothesis's tables of characters take a second to make: they go where pytest keeps what it knows of a checkout.
    cached = config.pluginmanager.has_plugin("cacheprovider")
    set_hypothesis_home_dir(config.cache.mkdir("hypothesis") if cached else os.devnull)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if marks & PROGRAMS.keys():
            item.add_marker("programs")
        elif "slow" not in marks and not is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("quick")


def pytest_collection_finish() -> None:
    """All that is collected stays to the end: thousands of tests that the garbage collector need not look at again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Let a worker of pytest-xdist send one report of a test that passes, instead of five messages.

    Set-up and tear-down are reported where they fail, skip, or are to be timed.
    """
    if not hasattr(item.config, "workerinput") or item.config.option.durations is not None:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def command_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `curl2sms` is this checkout's, and nothing of the person's own speaks in."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(tmp_path_factory.mktemp("home")),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def few_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verification tries few texts: for tests of what is reported of it, not of what it tries."""
    from curl2sms.proving import trials  # the process that only hands out tests needs none of it

    few = tuple(text for text in trials.texts() if text.everywhere)
    monkeypatch.setattr(trials, "texts", lambda: few)


@pytest.fixture
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent goes straight to the server that a test has started."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
