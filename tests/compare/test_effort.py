"""The qualities of a model that take as many tokens as those of another."""

import itertools

import pytest

from pricing.bill.quantities import output_tokens
from pricing.compare.effort import equal_effort
from pricing.prices.rules import TokenOutput
from pricing.scenario.mixes import Quality
from pricing.values.size import Size
from tests.making import plan, shipped

BOOK = shipped().listed


@pytest.mark.parametrize(
    ("old", "new", "buys"),
    [
        ("gpt-image-2", "gpt-image-2.5-flare", ("low", "high", "max")),
        ("gpt-image-2", "azure-gpt-image-2", ()),
        ("gpt-image-2", "flux-2-pro", ()),
        ("flux-2-pro", "gpt-image-2", ()),
    ],
)
def test_of_two_models(old: str, new: str, buys: tuple[str, ...]) -> None:
    assert equal_effort(plan(model=old, quality=Quality(30, 50, 20)).workloads[0], BOOK[old], BOOK[new]) == buys


def test_each_share_takes_exactly_as_many_tokens() -> None:
    models = [model for model in BOOK.priced if isinstance(BOOK[model].output_rule, TokenOutput)]
    size = Size(1024, 1024)
    for old, new in itertools.permutations(models, 2):
        workload = plan(model=old, quality=Quality(30, 50, 20)).workloads[0]
        buys = equal_effort(workload, BOOK[old], BOOK[new])
        was, now = BOOK[old].output_rule, BOOK[new].output_rule
        assert isinstance(was, TokenOutput)
        assert isinstance(now, TokenOutput)
        for before, after in zip(BOOK[old].model.tiers.values(), buys, strict=bool(buys)):
            assert output_tokens(was, before, size) == output_tokens(now, after, size), (old, new)
