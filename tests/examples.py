"""Which examples a property tries, and how many.

``fixed``, the default: the same examples in every run, whatever ran before, in whatever order, on whatever machine.
``search``: new ones, ten times as many (``pytest --hypothesis-profile=search``; ``python -m tests.search``).

Hypothesis draws fixed examples from a test's own text. But it also mixes in the constants of those modules of the
project that happen to be imported, so that they would change with what else runs, and with each edit anywhere;
`fix_examples` leaves that out. Another version of Hypothesis draws others: the test extra names one version.
"""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

_USUAL = 60

# No bound on time, neither of an example nor of making one: a busy machine must not turn the verdict. No database
# of examples: neither must an earlier run.
_NEVER_TIMED = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=_USUAL, print_blob=True
)


def register_profiles() -> None:
    """Make both profiles known, and ``fixed`` the one in use."""
    settings.register_profile("fixed", _NEVER_TIMED, derandomize=True)
    settings.register_profile("search", _NEVER_TIMED, max_examples=10 * _USUAL)
    settings.load_profile("fixed")


def fix_examples() -> None:
    """Draw the examples of ``fixed`` from the test alone; ``search`` is left as it is."""
    if settings().derandomize:
        vars(providers)["_get_local_constants"] = Constants


def examples(count: int = _USUAL, *, suppress: Collection[HealthCheck] = ()) -> settings:
    """A decorator: so many examples under ``fixed``, and ten times as many in a search."""
    usual = settings()
    return settings(
        max_examples=count * usual.max_examples // _USUAL,
        suppress_health_check=[*usual.suppress_health_check, *suppress],
    )
