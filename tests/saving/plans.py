"""Plans that fill a sheet, for what is printed or shown in a frame."""

from tests.pages import expected

SIZES = "size=1024x1024:40,1536x1024:30,1024x1536:20,2048x2048:10"
PLANS = {
    "the default plan": "",
    "three tiers, four sizes, a batch": f"quality=30-50-20&{SIZES}&batch=40",
    "36 months": "months=36&growth=3",
    "all of it": f"model=gpt-image-2&quality=30-50-20&{SIZES}&batch=40&refs=1.5&months=36&growth=3&budget=900",
    "on a model that was shut down": f"model={expected.GONE}&quality=0-50-50&prices=2026-01-15&months=36",
    "the most of everything": f"images=10000000&days=31&refs=16&tries=20&prompt=32000&months=36&growth=100&{SIZES}"
    "&quality=30-50-20&batch=50&start=2100-01",
    "eight workloads": "v=2&months=36&growth=3&name=First&refs=2&batch=40&"
    + "&".join(
        f"{n}.name=Hero pictures of the shop {n}&{n}.refs=2&{n}.batch=40&{n}.quality=30-50-20&{n}.{SIZES}"
        for n in range(2, 9)
    ),
    "no price": f"model={expected.UNPRICED}&months=36",
    "nothing": "images=0",
}

LONG = [PLANS[name] for name in ("all of it", "the most of everything", "eight workloads")]
"""What needs the back of the sheet too."""
_NAMES = ("Thumbnails", "\u5546" * 40, "User edits", "Icons", "Banners", "Covers", "Heroes", "Ads")
EIGHT = "v=2&name=Thumbnails&budget=900&growth=3&months=36&" + "&".join(
    f"{place}.name={name}&{place}.images={place * 50}&{place}.quality=30-50-20&{place}.refs=1.5&{place}.batch=40"
    for place, name in enumerate(_NAMES[1:], 2)
)
