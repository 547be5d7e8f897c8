"""Planning what AI image generation costs: dated prices, exact bills, shareable scenarios.

The way through: query string -> `link.parse` -> `Scenario` -> `estimate.estimate` -> `Estimate`,
which `exports` writes out. Nothing here formats a figure or knows about a user interface.
"""
