"""Scenarios whose workbooks are checked: the known ones, and others drawn from a fixed seed."""

import itertools
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast, horizon
from pricing.export.workbook import workbook
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.scenario import link
from pricing.scenario.examples import PRESETS
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from tests.export.workbook.office import labelled, table
from tests.making import LANDSCAPE, PORTRAIT, SQUARE, TODAY, plan, several, usd, workload

COST_A_MONTH, COST_AN_IMAGE, COST_A_DAY = "Cost per month", "Cost per image", "Cost per day"
COST_OF_HORIZON, COST_OF_SOLD = "Cost of every month", "Cost of the months it is sold"
COST_OF_BOUGHT, AT_LEAST = "Cost of what can be bought", "Cost per month at least"
WHY = "Why not priced"
CENT = usd("0.01")
GENERATED = 12
MIX = SizeMix([(SQUARE, 50), (PORTRAIT, 30), (LANDSCAPE, 20)])
EVERYTHING: dict[str, Any] = {
    "images": 3333,
    "days": 22,
    "quality": Quality(25, 45, 30),
    "size": MIX,
    "prompt": 320,
    "refs": usd("1.5"),
    "refsize": Size(1536, 1024),
    "tries": usd("1.3"),
    "reuse": usd("12.5"),
    "batch": usd("40"),
    "discount": usd("7.5"),
    "growth": usd("8.25"),
    "months": 18,
    "budget": usd("5000"),
}
CHANGING: dict[str, Any] = {
    "start": Month(2026, 11),
    "growth": usd("3"),
    "months": 12,
    "own_image": usd("0.002"),
    "budget": usd("2500"),
    "events": "2026-12:price:-20,2027-01..2027-02:images:60,2027-02:price:12.5,2027-03:model:gpt-image-1.5,"
    "2027-04:once:2500,2027-04:once:0.5,2027-05..2027-06:model:gpt-image-2.5-flare,2027-07:images:-100",
}
"""An event of each kind, and what happens together."""
EUROS: dict[str, Any] = {"currency": "EUR", "rate": usd("0.895095"), "rate_day": TODAY}
YUAN: dict[str, Any] = {
    "model": "volcengine-seedream-5.0-pro",
    "currency": "CNY",
    "rate": usd("6.652882"),
    "events": "2026-12:model:gpt-image-2",
}
ENDS = "2026-12:model:gpt-image-2"
OF_SEVERAL = (
    "2026-12@1:model:gpt-image-2,2027-01:price:15.5,2027-02@3:images:-30,2027-02:once:99.5,2027-03@2:model:dall-e-3,"
    "2027-05@2:model:stable-image-core"
)
"""Of all and of one, a switch and one back among them."""
RANGED: dict[str, Any] = {
    "quality": Quality(30, 50, 20),
    "pricerange": "-30..10",
    "growth": usd("2"),
    "ranges": "images:800..2000,prompt:50..300,refs:0..3,tries:1..1.6,reuse:0..40,batch:0..80,growth:-2..4,high:10..45",
}


def small(**changes: Any) -> Scenario:
    """A plan on a model with few sizes, so that its workbook is short."""
    return plan(**{"model": "gpt-image-1"} | changes)


def known(books: PriceBooks) -> dict[str, Scenario]:
    """The scenarios of one workload that are always checked, by name."""
    guide = [changes for name, changes in PRESETS.items() if re.match("Guide [0-9]:", name)]
    return {f"guide-{place}": read(changes, books) for place, changes in enumerate(guide)} | {
        "start": link.start_scenario(books, TODAY),
        "everything": plan(**EVERYTHING),
        "only batch": small(batch=100, quality=Quality(30, 50, 20)),
        "batch without batch rates": plan(model="gpt-image-2.6-flare", quality=Quality(0, 0, 100), batch=60),
        "credits": plan(model="stable-image-core", tries=usd("1.3"), discount=10),
        "megapixels": plan(model="flux-2-pro", size=SizeMix([(SQUARE, 40), (Size(2048, 2048), 60)]), refs=2),
        "included reference": plan(model="flux-2-pro-edit", refs=usd("1.5"), refsize=Size(1536, 1024)),
        "only the included reference": plan(model="flux-2-pro-edit", refs=1),
        "steps and tiles": plan(model="cloudflare-flux-1-schnell", tries=usd("1.3")),
        "scaled": plan(model="dall-e-3", prices=GuidePrices(), size=SizeMix([(SQUARE, 40), (Size(1024, 1792), 60)])),
        "other size": plan(size=Size(1280, 1280)),
        "high fidelity": small(refs=2, fidelity="high"),
        "halves": small(images=7, days=1, growth=50, months=12),
        "no images": small(images=0),
        "own costs": small(images=500, own_image=usd("0.0125"), own_month=usd("250"), growth=5),
        "own costs without images": small(images=0, own_image=usd("0.0125"), own_month=usd("250")),
        "events": plan(**CHANGING),
        "events of what ends": small(model="gpt-image-1-mini", start=Month(2026, 10), events=ENDS, own_month=usd("10")),
        "ranges": small(**RANGED),
        "euros": plan(**CHANGING | EUROS),
        "yuan": plan(refs=2, own_month=5, **YUAN),
        "range of the rate": small(**RANGED | EUROS, raterange="-5..4"),
        "budget met exactly": small(images=100, growth=10, budget=estimate(small(images=100), books).per_month),
    }


def of_several(books: PriceBooks) -> dict[str, Scenario]:
    """Scenarios of several workloads: every way of billing, growth of their own, ends, no price, eight of them."""
    ends = workload(name="Ends", model="gpt-image-1-mini", images=70, growth=usd("-5"), refs=usd("1.5"), batch=25)
    credits = workload(name="Credits", model="stable-image-core", images=333, tries=usd("1.3"), discount=10)
    megapixels = workload(
        name="Megapixels", model="flux-2-pro", images=40, size=SizeMix([(SQUARE, 40), (Size(2048, 2048), 60)]), refs=2
    )
    pieces = workload(name="Pieces", model="dall-e-3", images=25, growth=12, quality=Quality(0, 60, 40))
    steps = workload(name="Steps", model="cloudflare-flux-1-schnell", images=7, growth=50)
    no_price = workload(name="No price", model="dall-e-3", quality=Quality(60, 0, 40))
    others = [workload(name=f"More {number}", model="stable-image-core", images=number) for number in range(3)]
    return {
        "guide": read(PRESETS["Guide 1 to 3 together: three workloads"], books),
        "mixed": several(ends, credits, megapixels, pieces, days=22, months=18, budget=usd("900")),
        "partly priced": several(credits, no_price, megapixels, months=4),
        "events": several(
            ends, credits, pieces, months=14, events=OF_SEVERAL, own_image=usd("0.01"), own_month=usd("90")
        ),
        "ranges": several(workload(name="Thumbs", ranges="images:500..2000,tries:1..1.6"), ends, pricerange="-30..10"),
        "no images": several(replace(credits, images=0), replace(steps, images=0), months=2),
        "eight": several(ends, credits, megapixels, pieces, steps, *others, months=36, budget=usd("450")),
    }


def read(changes: Mapping[str, str], books: PriceBooks) -> Scenario:
    """The scenario of a link."""
    scenario = link.read(changes.items(), books, TODAY).scenario
    assert scenario is not None
    return scenario


def generated(books: PriceBooks) -> dict[str, Scenario]:
    """Plans on models of every vendor and on the guide's, priced or not."""
    draw = random.Random(20261124)
    return {f"generated-{place}": _plan(draw, books) for place in range(GENERATED)}


def _plan(draw: random.Random, books: PriceBooks) -> Scenario:
    bases: list[PriceBasis] = [ListPrices(TODAY), ListPrices(TODAY), ListPrices(TODAY), GuidePrices()]
    prices = draw.choice(bases)
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


def differences(book: Any, whole: Estimate) -> list[str]:
    """Where the totals of a calculated workbook are not the engine's, to half a cent."""
    shown = labelled(book)
    span = horizon(forecast(whole))
    expected = {
        COST_AN_IMAGE: whole.per_image,
        COST_A_DAY: whole.per_day,
        COST_A_MONTH: whole.per_month,
        COST_OF_HORIZON: span.total,
        COST_OF_BOUGHT if whole.scenario.several else COST_OF_SOLD: span.sold_total,
    }
    if AT_LEAST in shown:
        expected[AT_LEAST] = whole.priced_per_month
    pairs = [(label, shown[label], figure) for label, figure in expected.items()]
    if whole.scenario.several:
        rows = table(book, "Summary", "Workload")
        for row, bill in zip(rows, whole.bills, strict=False):
            pairs += [
                (f"{bill.workload.name}, {label}", row[label], figure)
                for label, figure in ((COST_AN_IMAGE, bill.per_image), (COST_A_MONTH, bill.per_month))
            ]
    return [f"{label}: {cell!r} instead of {figure}" for label, cell, figure in pairs if not same(cell, figure)]


def same(shown: Any, figure: Decimal | None) -> bool:
    """Whether a cell shows a figure of the engine, to half a cent."""
    if figure is None:
        return shown in ("not priced", "no images")
    return isinstance(shown, int | float) and abs(Decimal(shown) - figure) < CENT / 2
