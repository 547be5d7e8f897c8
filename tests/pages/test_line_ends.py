"""Names at the ends of lines stand apart, in the order of the lines, each tied to its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.drawing import line_ends
from ui.drawing.line_ends import LineEnd, apart

PLOT = 300


@given(st.lists(st.tuples(st.floats(0, PLOT), st.integers(1, 40)), max_size=12))
def test_none_stands_on_another_and_all_keep_their_order(things: list[tuple[float, int]]) -> None:
    wanted, sizes = [place for place, _ in things], [float(size) for _, size in things]
    at = apart(wanted, sizes, PLOT)
    order = sorted(range(len(things)), key=lambda each: wanted[each])
    assert order == sorted(range(len(things)), key=lambda each: (at[each], order.index(each)))
    below = 0.0
    for each in order:
        assert at[each] - sizes[each] / 2 >= below - 1e-6
        below = at[each] + sizes[each] / 2
    assert below <= max(PLOT, sum(sizes)) + 1e-6


def test_what_has_room_stays_where_it_is_wanted() -> None:
    assert apart([10, 200, 100], [15, 15, 30], PLOT) == [10, 200, 100]


def test_what_has_none_makes_room_to_both_sides_alike() -> None:
    assert apart([100, 100, 103, 200], [20, 20, 20, 10], PLOT) == [81, 101, 121, 200]
    assert apart([299, 298], [20, 20], PLOT) == [290, 270]
    assert apart([0, 1], [20, 20], PLOT) == [10, 30]


def test_a_name_is_tied_to_the_end_of_its_line() -> None:
    """Of two lines that end together the leader of one goes up or down; a long name takes two lines."""
    ends = [LineEnd("One", 6, 3, 0.5, "#111111"), LineEnd("A name of many words <b>", 6, 3, 0.5, "#222222")]
    one, other = line_ends.names(ends, PLOT)
    assert (one["x"], one["y"], one["arrowcolor"]) == (6, 3, "#111111")
    assert other["text"] == "A name of many words<br>&lt;b&gt;"
    assert abs(one["ay"] - other["ay"]) == pytest.approx(line_ends.least_plot([end.name for end in ends]) / 2, abs=0.2)
    assert one["xanchor"] == "left"
    assert one["ax"] > 0


def test_a_name_in_wide_letters_takes_no_more_room() -> None:
    (note,) = line_ends.names([LineEnd("图像生成服务的价格与质量比较", 6, 3, 0.5, "#111111")], PLOT)
    assert note["text"] == "图像生成服务的价格与<br>质量比较"
