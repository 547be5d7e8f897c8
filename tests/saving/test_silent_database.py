"""While PostgreSQL accepts and never answers, the planner computes, answers at once, and says that saving waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from pricing.saved.silence import CONNECTING, PAUSE
from tests.browser.planner import arrow, expect_plan, show
from tests.postgres import postgres
from tests.saving.moves import fill, main, save, save_box, short_link
from tests.saving.places import settings
from tests.server import served

PROMPT = 30.0
"""Seconds, on a machine that does much else; a crowd used to keep everybody waiting for a minute."""
SLACK = 30.0
VISITORS = 45
"""More than the server has threads."""
A_CROWD = {"PLANNER_CLIENT_LIMITS": "0"}
"""The visitors stand for many clients: the limits of one do not hold."""
OUT_OF_REACH = "Saved scenarios are out of reach right now"


def seconds(address: str, status: int) -> float:
    began = time.monotonic()
    assert httpx.get(address).status_code == status
    return time.monotonic() - began


def expect_prompt(planner: str, within: float) -> None:
    """A crowd asks for what is saved; nobody else waits, and of the crowd nobody for longer than that."""
    with ThreadPoolExecutor(VISITORS) as crowd:
        waits = [crowd.submit(seconds, f"{planner}/s/{'A' * 22}", 503) for _ in range(VISITORS)]
        time.sleep(0.1)
        assert seconds(f"{planner}/healthz", 200) < PROMPT
        assert max(wait.result() for wait in waits) < within
    for path, status in (("/healthz", 200), ("/api/estimate", 200), ("/readyz", 503)):
        assert seconds(planner + path, status) < PROMPT, path


def test_silent_from_the_start_and_stopped_in_the_middle(tmp_path: Path, page: Page) -> None:
    with ExitStack() as running:
        database = running.enter_context(postgres())
        with database.stopped():
            environment = settings(tmp_path, PLANNER_DATABASE=database.url(), **A_CROWD)
            planner, _ = running.enter_context(served(environment=environment))
            expect_prompt(planner, within=CONNECTING + SLACK)
            show(page, planner, f"images=640&saved={'A' * 22}.1")
            expect(main(page)).to_contain_text(OUT_OF_REACH)
        until_ready(planner)
        show(page, planner, "images=640")
        save(page, "Before")
        with database.stopped():
            expect_prompt(planner, within=CONNECTING + SLACK)
            arrow(page, "images_slider")
            expect_plan(page, images="800")
            fill(page, "Patient", "A note").click()
            expect(page.get_by_text(OUT_OF_REACH)).to_be_visible()
            expect(save_box(page).locator(".st-key-save_name input")).to_have_value("Patient")
        until_ready(planner)
        save_box(page).get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved. The short link opens it")).to_be_visible()
        assert httpx.get(f"{planner}/s/{short_link(page)}").status_code == 200


def until_ready(planner: str) -> None:
    deadline = time.monotonic() + PAUSE + CONNECTING + SLACK
    while httpx.get(f"{planner}/readyz").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
