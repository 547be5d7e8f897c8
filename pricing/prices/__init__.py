"""Dated prices: one TOML file per vendor, their schema, their loader and the look-up by date."""

from pricing.prices.base import Confidence, PriceBookError, Source
from pricing.prices.book import GUIDE, GuidePrices, ListPrices, PriceBasis, PriceBook, PriceBooks, load
from pricing.prices.schema import Model, Price

__all__ = [
    "GUIDE",
    "Confidence",
    "GuidePrices",
    "ListPrices",
    "Model",
    "Price",
    "PriceBasis",
    "PriceBook",
    "PriceBookError",
    "PriceBooks",
    "Source",
    "load",
]
