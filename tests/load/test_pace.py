"""How many messages a page may send, and whose run of a page is next."""

import threading
import time
from collections.abc import Callable

from compat.turns import LONGEST, Turns
from compat.websocket import AT_ONCE, COUNTED_ONCE, PER_SECOND, Pace


def delays(times: list[float], size: int = 100, answer: float | None = None) -> list[float]:
    """How long messages wait that are sent at some times; each is answered after some seconds."""
    pace, found, due = Pace(0.0), [], list[float]()
    for sent in times:
        for _ in [moment for moment in due if moment <= sent]:
            pace.answered()
        due = [moment for moment in due if moment > sent]
        found.append(pace.wait(size, sent))
        if answer is not None:
            due.append(sent + answer)
    return found


def test_a_person_who_drags_a_slider_for_a_minute_never_waits() -> None:
    assert max(delays([number / 20 for number in range(1_200)], answer=0.3)) == 0


def test_a_person_whose_runs_are_all_cut_short_does_not_wait_for_a_while() -> None:
    assert max(delays([number / 10 for number in range(45)])) == 0


def test_whoever_waits_for_each_answer_is_never_delayed() -> None:
    assert max(delays([number / 100 for number in range(5_000)], answer=0.009)) == 0


def test_a_flood_is_read_at_a_pace_of_its_due() -> None:
    waits = delays([0.0] * 200)
    assert waits[int(AT_ONCE) - 2] == 0
    assert waits[-1] > (200 - AT_ONCE - 10) / PER_SECOND


def test_a_long_message_counts_as_many() -> None:
    assert max(delays([0.0] * 2, size=400_000)) > 0
    assert delays([0.0], size=400_000) == [0], "the longest prompt that can be counted"
    assert delays([0.0], size=COUNTED_ONCE * 100)[0] > 0


class Runs:
    """Runs of several sessions, in threads as Streamlit has them."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.done: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def start(self, name: str, work: Callable[[], object], client: str = "") -> None:
        def run() -> None:
            with self.turns.turn(client or name, name):
                with self._lock:
                    self.at_once += 1
                    self.most_at_once = max(self.most_at_once, self.at_once)
                work()
                with self._lock:
                    self.at_once -= 1
                    self.done.append(name)

        self._threads.append(threading.Thread(target=run))
        self._threads[-1].start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(20)
        assert not any(thread.is_alive() for thread in self._threads)


def test_one_run_at_a_time() -> None:
    runs = Runs()
    for number in range(20):
        runs.start(f"session {number}", lambda: time.sleep(0.002))
    runs.join()
    assert (len(runs.done), runs.most_at_once) == (20, 1)


def test_whoever_ran_least_of_late_is_next() -> None:
    runs, held = Runs(), threading.Event()
    with runs.turns.turn("busy", "busy"):
        time.sleep(0.02)
    runs.start("first", lambda: held.wait(LONGEST / 2))
    while not runs.at_once:
        time.sleep(0.001)
    for _ in range(3):
        runs.start("busy", lambda: None)
    runs.start("calm", lambda: None)
    while len(runs.turns._waiting) < 4:
        time.sleep(0.001)
    held.set()
    runs.join()
    assert runs.done[:2] == ["first", "calm"]


def test_many_sessions_of_one_client_count_together() -> None:
    runs, held = Runs(), threading.Event()
    for number in range(5):
        with runs.turns.turn("many", f"earlier {number}"):
            time.sleep(0.005)
    with runs.turns.turn("calm", "calm"):
        time.sleep(0.005)
    runs.start("first", lambda: held.wait(LONGEST / 2))
    while not runs.at_once:
        time.sleep(0.001)
    runs.start("new", lambda: None, client="many")
    runs.start("calm", lambda: None)
    while len(runs.turns._waiting) < 2:
        time.sleep(0.001)
    held.set()
    runs.join()
    assert runs.done == ["first", "calm", "new"]


def test_a_run_that_waits_for_something_holds_nobody_up_for_long() -> None:
    runs, database = Runs(), threading.Event()
    runs.start("stuck", lambda: database.wait(10))
    begin = time.monotonic()
    for number in range(5):
        runs.start(f"session {number}", lambda: None)
    while len(runs.done) < 5 and time.monotonic() - begin < 5:
        time.sleep(0.01)
    taken = time.monotonic() - begin
    database.set()
    runs.join()
    assert taken < 4 * LONGEST
    assert runs.done[-1] == "stuck"


def test_a_run_that_passes_its_turn_on_holds_nobody_up_and_computes_in_its_turn_again() -> None:
    runs, read = Runs(), threading.Event()
    computing: list[str] = []

    def reads_a_file() -> None:
        with runs.turns.passed_on():
            assert read.wait(20)
        computing.append("the file")

    def moves() -> None:
        computing.append("a move begins")
        read.set()
        time.sleep(LONGEST / 4)
        computing.append("a move ends")

    runs.start("file", reads_a_file)
    while not runs.at_once:
        time.sleep(0.001)
    began = time.monotonic()
    runs.start("move", moves)
    assert read.wait(20)
    assert time.monotonic() - began < LONGEST
    runs.join()
    assert computing == ["a move begins", "a move ends", "the file"]


def test_nothing_is_passed_on_outside_a_run() -> None:
    with Runs().turns.passed_on():
        pass
