"""Figures that reach the page as they are."""

from collections.abc import Mapping

from plotly.basedatatypes import BaseFigure


class ReadyFigure(BaseFigure):  # type: ignore[misc]
    """A figure given as data and layout: Plotly would copy it twice and check each value.

    Tests hold every figure of the planner to Plotly's schema.
    """

    def __init__(self, spec: Mapping[str, object]) -> None:
        # Plotly's own attributes of a figure are properties of its data, which is not parsed here.
        self.__dict__["spec"] = spec

    def to_dict(self) -> Mapping[str, object]:
        spec: Mapping[str, object] = self.__dict__["spec"]
        return spec
