"""Dated prices: one TOML file per vendor, their schema, their loader and the look-up by date."""

from pricing.prices.base import Confidence
from pricing.prices.book import GUIDE, PriceBook, PriceBooks, load
from pricing.prices.errors import PriceBookError
from pricing.prices.schema import Model, Price
from pricing.prices.sources import Source

__all__ = ["GUIDE", "Confidence", "Model", "Price", "PriceBook", "PriceBookError", "PriceBooks", "Source", "load"]
