"""Two planners behind nginx with one database, and what is left when one is killed while people save."""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from pricing.saved import Store
from tests import aside
from tests.deploy.deployed import EMBEDS, Deployed, Planner
from tests.deploy.tab import Tab
from tests.http.programs import answered
from tests.saving.people import saved_by

TABS = 40
NEW_TABS = 10
"""Opened after the kill."""
LONGEST = 75
"""Seconds for all that tabs do."""
SAVES_BEFORE = 30
"""So many have been acknowledged when a planner is killed."""
SAVES_AFTER = 20
PLAN = "v=1&prices=2026-11-24&model=gpt-image-2&images=1000&refs=1.5"
SAME = [
    *(f"/api/{name}" for name in ("estimate", "compare")),
    *(f"/export/{name}.{ending}" for name in ("estimate", "compare") for ending in ("csv", "json", "md")),
    "/print/estimate",
]
XLSX = "/export/estimate.xlsx"


def get(address: str, path: str, **headers: str) -> httpx.Response:
    answer = httpx.get(address + path, headers=headers, timeout=20)
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
    return answer


def direct(running: Deployed, planner: Planner, path: str) -> httpx.Response:
    """An answer of one planner itself, as if asked at the public address."""
    return get(planner.address, path, Host=running.address.removeprefix("http://"))


# On an empty database this also has both make the tables at once.
def test_both_become_ready(running: Deployed) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda planner: get(planner.address, "/readyz"), running.planners))
    assert [answer.text for answer in answers] == ["ready", "ready"]
    assert get(running.address, "/readyz").text == "ready"
    assert get(running.address, "/healthz").text == "ok"


@pytest.mark.parametrize("path", SAME)
def test_files_are_the_same_on_both(running: Deployed, path: str) -> None:
    one, two = (direct(running, planner, f"{path}?{PLAN}").content for planner in running.planners)
    assert one == two
    assert get(running.address, f"{path}?{PLAN}").content == one


def test_workbooks_on_both(running: Deployed) -> None:
    one, two = (direct(running, planner, f"{XLSX}?{PLAN}") for planner in running.planners)
    assert one.content[:4] == two.content[:4] == b"PK\x03\x04"
    assert abs(len(one.content) - len(two.content)) < 100
    assert len(get(running.address, f"{XLSX}?{PLAN}").content) > 5_000


def test_scripts_are_compressed(running: Deployed) -> None:
    script = re.search(r'src="\./(static/js/[^"]+\.js)"', get(running.address, "/").text)
    assert script is not None
    plain = get(running.address, f"/{script[1]}", **{"Accept-Encoding": "identity"})
    packed = get(running.address, f"/{script[1]}", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert packed.num_bytes_downloaded < len(plain.content) / 2
    assert packed.content == plain.content


def test_security_headers_come_through(running: Deployed) -> None:
    planner = running.planners[0].address
    for path in ("/", f"/print/estimate?{PLAN}", "/healthz"):
        bare, public = get(planner, path).headers, get(running.address, path).headers
        for name in ("x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy"):
            assert public[name] == bare[name]
        assert public["server"] == "nginx", "no version"


def test_tools_answer_whichever_planner_is_asked(running: Deployed) -> None:
    answers = [answered(running.address, "estimate", images=640) for _ in range(4)]
    of_api = get(running.address, "/api/estimate?images=640").json()
    assert {answer["per_month"] for answer in answers} == {of_api["per_month"]}
    assert {answer["link"].partition("/?")[0] for answer in answers} == {running.address}


def test_a_frame_is_allowed_for_the_embedded_page_alone(running: Deployed) -> None:
    saved = saved_by(Store(running.database), "browser:of-a-frame", "Plan", PLAN)
    page = get(running.address, f"/embed/{saved.id}")
    assert f"frame-ancestors 'self' {EMBEDS}" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert len(page.content) < 100_000
    assert get(running.address, f"/s/{saved.id}").headers["x-frame-options"] == "SAMEORIGIN"


def test_owner_cookie_is_secure_behind_tls(running: Deployed) -> None:
    assert "Secure" not in get(running.address, "/").headers["set-cookie"]
    assert "Secure" in get(running.address, "/", **{"X-Forwarded-Proto": "https"}).headers["set-cookie"]


@pytest.mark.parametrize(("said", "scheme"), [("", "http"), ("https", "https"), ("wss", "http")])
def test_scheme_is_nginxs_own_or_https(running: Deployed, said: str, scheme: str) -> None:
    sheet = get(running.address, f"/print/estimate?{PLAN}", **({"X-Forwarded-Proto": said} if said else {}))
    assert f"{scheme}://{running.address.removeprefix('http://')}/?" in sheet.text


@pytest.mark.parametrize(("proxy", "scheme"), [("127.0.0.2", "https"), ("127.0.0.3", "http")])
def test_only_the_proxy_is_believed(running: Deployed, proxy: str, scheme: str) -> None:
    planner = running.planners[0].address
    with httpx.Client(transport=httpx.HTTPTransport(local_address=proxy)) as client:
        sheet = client.get(f"{planner}/print/estimate?{PLAN}", headers={"X-Forwarded-Proto": "https"})
    assert f"{scheme}://{running.planners[0].place}/?" in sheet.text


def test_longest_link_and_too_large_a_body(running: Deployed) -> None:
    link = f"/?{PLAN}&note="
    get(running.address, link + "x" * (20_000 - len(link)))
    assert httpx.post(running.address + "/api/estimate", content=b"x" * 100_000).status_code == 413


async def open_tabs(running: Deployed, count: int) -> list[Tab]:
    tabs = [Tab(running.address, f"images={100 + number}") for number in range(count)]
    async with httpx.AsyncClient(timeout=30) as client:
        await asyncio.gather(*(tab.open(client) for tab in tabs))
    assert len({tab.cookie for tab in tabs}) == count
    await asyncio.gather(*(tab.open_save_form() for tab in tabs))
    return tabs


async def planners_of(running: Deployed, tabs: Sequence[Tab]) -> list[str]:
    """Which planner answers the other requests of a tab's browser."""
    async with httpx.AsyncClient(base_url=running.address, timeout=30) as client:
        for number, tab in enumerate(tabs):
            await client.get(f"/api/tab-{number}", headers={"Cookie": tab.cookie})
    wanted = [f"/api/tab-{number}" for number in range(len(tabs))]
    for _ in range(100):
        # nginx writes its log after it has answered.
        asked = {path: place for _, path, _, place in running.requests()}
        if asked.keys() >= set(wanted):
            break
        await asyncio.sleep(0.1)
    return [asked[path] for path in wanted]


async def save_until(tab: Tab, done: asyncio.Event) -> bool:
    """Save again and again; whether the planner went away."""
    number = 0
    try:
        while not done.is_set():
            number += 1
            await tab.save(f"{tab.headline} {number}")
    except ConnectionClosed:
        return True
    return False


async def acknowledged(tabs: Sequence[Tab], saves: int, seconds: float = 30) -> None:
    """Wait until the pages have said so often that something is saved."""
    async with asyncio.timeout(seconds):
        while sum(len(tab.saved) for tab in tabs) < saves:
            await asyncio.sleep(0.01)


async def kill_while_saving(running: Deployed, tabs: Sequence[Tab], planner: Planner) -> list[Tab]:
    """Kill a planner in the middle of saves, and let the other go on; the tabs that lost theirs."""
    done = asyncio.Event()
    saving = [asyncio.create_task(save_until(tab, done)) for tab in tabs]
    try:
        await acknowledged(tabs, SAVES_BEFORE)
        running.kill(planner)
        so_far = sum(len(tab.saved) for tab in tabs)
        await acknowledged(tabs, so_far + SAVES_AFTER)
    finally:
        done.set()
        lost = await asyncio.gather(*saving)
    return [tab for tab, gone in zip(tabs, lost, strict=True) if gone]


async def come_back(tabs: Sequence[Tab]) -> None:
    """Reconnect as a page does, with the session it had: it shows the same plan."""
    before = [(tab.headline, tab.session_id) for tab in tabs]
    await asyncio.gather(*(tab.connect() for tab in tabs))
    for tab, (headline, session_id) in zip(tabs, before, strict=True):
        assert tab.headline == headline
        assert tab.session_id != session_id, "the planner that knew it is gone"


async def use_and_kill(running: Deployed) -> tuple[list[Tab], list[Tab]]:
    """All tabs and those whose planner was killed, after everything that tabs do."""
    tabs, dead = await open_tabs(running, TABS), running.planners[0]
    try:
        places = await planners_of(running, tabs)
        lost = await kill_while_saving(running, tabs, dead)
        assert lost == [tab for tab, place in zip(tabs, places, strict=True) if place == dead.place]
        await come_back(lost)
        await lost[0].open_save_form()
        await lost[0].save("Saved after all")
        tabs += await open_tabs(running, NEW_TABS)
    finally:
        await asyncio.gather(*(tab.close() for tab in tabs))
    return tabs, lost


def test_one_is_killed_while_people_save(running: Deployed) -> None:
    dead, alive = running.planners
    before = running.saved_ids()
    tabs, lost = aside.run(asyncio.wait_for(use_and_kill(running), LONGEST))
    assert 5 <= len(lost) <= TABS - 5, "the tabs were spread over both"

    acknowledged_ids = {id for tab in tabs for id in tab.saved}
    assert len(acknowledged_ids) == sum(len(tab.saved) for tab in tabs) > SAVES_BEFORE + SAVES_AFTER
    saved_ids = running.saved_ids() - before
    assert acknowledged_ids <= saved_ids
    assert len(saved_ids) <= len(acknowledged_ids) + len(lost), "at most one unheard of each tab that lost"
    with httpx.Client(base_url=running.address, headers={"X-Forwarded-Proto": "https"}) as client:
        for id in acknowledged_ids:
            answer = client.get(f"/s/{id}")
            assert answer.status_code == 200
            public = f"https://{running.address.removeprefix('http://')}/s/{id}"
            assert f'property="og:url" content="{public}"' in answer.text
            assert f'property="og:image" content="{public}/card.png"' in answer.text
        assert client.get(f"/s/{id}/card.png").content.startswith(b"\x89PNG")
        assert client.get("/readyz").text == "ready"
        for path in (*SAME, XLSX):
            assert client.get(f"{path}?{PLAN}").status_code == 200

    stayed_together(running, dead, alive)


def stayed_together(running: Deployed, dead: Planner, alive: Planner) -> None:
    """Every websocket was upgraded, and both planners had some."""
    streams = [(status, asked) for _, path, status, asked in running.requests() if path == "/_stcore/stream"]
    assert {status for status, _ in streams} == {101}
    places = Counter(asked.split(", ")[-1] for _, asked in streams)
    assert places[dead.place] >= 5
    assert places[alive.place] > NEW_TABS + 5
