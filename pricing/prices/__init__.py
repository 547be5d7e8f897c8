"""Dated prices: one TOML file per vendor, their schema, their loader and the look-up by date."""

from pricing.prices.book import GUIDE, PriceBook, PriceBookError, PriceBooks, load
from pricing.prices.schema import Confidence, Model, Price, Source

__all__ = ["GUIDE", "Confidence", "Model", "Price", "PriceBook", "PriceBookError", "PriceBooks", "Source", "load"]
