"""Plans whose workbooks are checked: the known ones, and others drawn from a fixed seed."""

import itertools
import random
from decimal import Decimal
from typing import Any

from pricing import link
from pricing.estimate import Estimate, estimate
from pricing.forecast import forecast, horizon
from pricing.presets import PRESETS
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import Month, Quality, Scenario, SizeMix
from pricing.size import Size
from pricing.workbook import workbook
from tests.unit.making import LANDSCAPE, PORTRAIT, SQUARE, TODAY, plan, usd
from tests.workbook.office import labelled

COST_A_MONTH, COST_AN_IMAGE, COST_A_DAY = "Cost a month", "Cost an image", "Cost a day"
COST_OF_HORIZON, COST_OF_SOLD = "Cost of every month", "Cost of the months it is sold"
WHY = "Why not priced"
CENT = usd("0.01")
GENERATED = 26
MIX = SizeMix([(SQUARE, 50), (PORTRAIT, 30), (LANDSCAPE, 20)])
EVERYTHING: dict[str, Any] = {
    "images": 3333, "days": 22, "quality": Quality(25, 45, 30), "size": MIX, "prompt": 320, "refs": usd("1.5"),
    "refsize": Size(1536, 1024), "tries": usd("1.3"), "reuse": usd("12.5"), "batch": usd("40"), "discount": usd("7.5"),
    "growth": usd("8.25"), "months": 18, "budget": usd("5000"),
}  # fmt: skip


def small(**changes: Any) -> Scenario:
    """A plan on a model with few sizes, so that its workbook is short."""
    return plan(**{"model": "gpt-image-1"} | changes)


def known(books: PriceBooks) -> dict[str, Scenario]:
    """The plans that are always checked, by name."""
    read = [link.read(changes.items(), books, TODAY).scenario for changes in PRESETS.values()]
    presets = {f"preset-{place}": scenario for place, scenario in enumerate(read) if scenario is not None}
    assert len(presets) == len(PRESETS)
    return presets | {
        "start": link.start_scenario(books, TODAY),
        "everything": plan(**EVERYTHING),
        "only batch": small(batch=100, quality=Quality(30, 50, 20)),
        "batch without batch rates": plan(model="gpt-image-2.6-flare", quality=Quality(0, 0, 100), batch=60),
        "credits": plan(model="stable-image-core", tries=usd("1.3"), discount=10),
        "megapixels": plan(model="flux-2-pro", size=SizeMix([(SQUARE, 40), (Size(2048, 2048), 60)]), refs=2),
        "included reference": plan(model="flux-2-pro-edit", refs=usd("1.5"), refsize=Size(1536, 1024)),
        "only the included reference": plan(model="flux-2-pro-edit", refs=1),
        "steps and tiles": plan(model="cloudflare-flux-1-schnell", tries=usd("1.3")),
        "scaled": plan(model="dall-e-3", prices=GUIDE, size=SizeMix([(SQUARE, 40), (Size(1024, 1792), 60)])),
        "other size": plan(size=Size(1280, 1280)),
        "high fidelity": small(refs=2, fidelity="high"),
        "halves": small(images=7, days=1, growth=50, months=12),
        "no images": small(images=0),
        "budget met exactly": small(images=100, growth=10, budget=estimate(small(images=100), books).per_month),
    }


def generated(books: PriceBooks) -> dict[str, Scenario]:
    """Plans on models of every vendor and on the guide's, priced or not."""
    draw = random.Random(20261124)
    return {f"generated-{place}": _plan(draw, books) for place in range(GENERATED)}


def _plan(draw: random.Random, books: PriceBooks) -> Scenario:
    prices: Any = draw.choice([TODAY, TODAY, TODAY, GUIDE])
    book = books[prices]
    model = draw.choice(["gpt-image-1", *book.priced])
    sizes = draw.sample(book[model].model.sizes, k=draw.randint(1, min(3, len(book[model].model.sizes))))
    low = draw.choice([0, draw.randint(0, 100)])
    medium = draw.randint(0, 100 - low)
    return plan(
        prices=prices,
        model=model,
        images=draw.randint(0, 50_000),
        days=draw.randint(1, 31),
        quality=Quality(low, medium, 100 - low - medium),
        size=SizeMix(zip(sizes, _shares(draw, len(sizes)), strict=True)),
        prompt=draw.choice([0, draw.randint(1, 32_000)]),
        refs=draw.choice([Decimal(0), Decimal(0), _number(draw, 0, 160_000, 4)]),
        refsize=Size(draw.randint(10, 4096), draw.randint(10, 4096)),
        fidelity=draw.choice(["low", "high"]),
        tries=_number(draw, 10_000, 40_000, 4),
        reuse=_number(draw, 0, 9_500, 2),
        batch=draw.choice([Decimal(0), Decimal(100), _number(draw, 0, 10_000, 2)]),
        discount=_number(draw, 0, 9_000, 2),
        growth=_number(draw, -1_500, 1_500, 2),
        start=Month(draw.randint(2020, 2100), draw.randint(1, 12)),
        months=draw.randint(1, 36),
        budget=draw.choice([None, _number(draw, 0, 10_000_000, 2)]),
    )


def _number(draw: random.Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(draw.randint(low, high)).scaleb(-places)


def _shares(draw: random.Random, count: int) -> list[int]:
    cuts = [0, *sorted(draw.sample(range(1, 100), count - 1)), 100]
    return [end - begin for begin, end in itertools.pairwise(cuts)]


def made(scenario: Scenario, books: PriceBooks) -> bytes:
    """The workbook of a plan."""
    return workbook(estimate(scenario, books), books, TODAY)


def differences(book: Any, bill: Estimate) -> list[str]:
    """Where the totals of a calculated workbook are not the engine's, to half a cent."""
    shown = labelled(book)
    span = horizon(bill, forecast(bill))
    expected = {
        COST_AN_IMAGE: bill.per_image,
        COST_A_DAY: bill.per_day,
        COST_A_MONTH: bill.per_month,
        COST_OF_HORIZON: span.total,
        COST_OF_SOLD: span.sold_total,
    }
    return [
        f"{label}: {shown[label]!r} instead of {figure}"
        for label, figure in expected.items()
        if not same(shown[label], figure)
    ]


def same(shown: Any, figure: Decimal | None) -> bool:
    """Whether a cell shows a figure of the engine, to half a cent."""
    if figure is None:
        return bool(shown == "not priced")
    return isinstance(shown, int | float) and abs(Decimal(shown) - figure) < CENT / 2
