"""Dated prices: one TOML file per vendor, their schema, their loader and the look-up by date."""

from pricing.prices.base import Confidence
from pricing.prices.basis import GUIDE, GuidePrices, ListPrices, PriceBasis
from pricing.prices.book import PriceBook, PriceBooks, load
from pricing.prices.errors import PriceBookError
from pricing.prices.schema import Model, Price
from pricing.prices.sources import Source

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
