"""The benchmark sees every move, also one after which a chart differs in the places of its labels alone."""

from playwright.sync_api import Browser

from tests import aside
from tests.benchmarks.browser import Place, key_moves
from tests.benchmarks.client import Run, opened
from tests.benchmarks.moves import MESSAGES


def test_a_chart_whose_labels_only_move_is_drawn_anew(browser: Browser, server: str) -> None:
    """From 1,200 images to 1,500 the bars fill their axis as before, and its ticks bear the same amounts."""
    [moves] = key_moves(browser, [Place(f"{server}/?images=1200")], moves=1, seconds=0)
    assert len(moves.chart) == len(moves.headline) > 1
    assert all(time > 0 for time in (*moves.headline, *moves.chart))


def test_a_move_of_the_plan_sends_few_messages(server: str) -> None:
    async def second() -> Run:
        async with opened(server) as session:
            await session.move()
            return await session.move()

    assert aside.run(second()).messages <= MESSAGES
