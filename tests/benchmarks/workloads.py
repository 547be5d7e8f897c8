"""A scenario of one workload and one of eight, as links."""

import httpx

from tests.server import TODAY

_TERMS = f"prices={TODAY}&days=30&start={TODAY[:7]}&months=12"
_FIRST = "model=gpt-image-2&images=1000&quality=30-50-20&size=1024x1024&prompt=100&tries=1.2&batch=20"
_FURTHER = (
    "name=Hero images&model=gpt-image-1.5&images=200&quality=0-20-80&size=1536x1024:70,1024x1536:30&prompt=300&tries=2",
    "name=User edits&model=gpt-image-2&images=3000&quality=40-60-0&size=1024x1024&prompt=80&refs=1.5&refsize=1024x768",
    "name=Avatars&model=gpt-image-1-mini&images=5000&quality=70-30-0&size=1024x1024&reuse=25&growth=5",
    "name=Banners&model=gpt-image-2.5-flare&images=400&quality=10-60-30&size=1536x1024&prompt=200&tries=1.5",
    "name=Catalogue&model=flux-2-pro&images=1500&quality=0-100-0&size=1024x1024&discount=10",
    "name=Social posts&model=nova-canvas&images=800&quality=50-50-0&size=1024x1024&batch=50",
    "name=Drafts&model=flux-2-klein-4b&images=10000&quality=100-0-0&size=1024x1024&growth=-2",
)

ONE = f"v=1&{_TERMS}&{_FIRST}"
EIGHT = "&".join(
    [
        f"v=2&{_TERMS}&name=Thumbnails&{_FIRST}",
        *(f"{place}.{pair}" for place, workload in enumerate(_FURTHER, 2) for pair in workload.split("&")),
    ]
).replace(" ", "+")
"""The workload of `ONE`, named, and seven more that differ in model, mix, sizes and levers."""


def check(address: str) -> None:
    """Raise unless a planner reads `EIGHT` as eight workloads with a price each: what it ignored would cost no time."""
    answer = httpx.get(f"{address}/api/estimate?{EIGHT}")
    if answer.status_code != 200:
        raise RuntimeError(f"the benchmark's link of eight workloads is refused: {answer.text}")
    bill = answer.json()
    if len(bill.get("workloads", ())) != 8 or bill["per_month"] is None:
        raise RuntimeError(f"the benchmark's link is not of eight priced workloads: {bill.get('unpriced')}")
