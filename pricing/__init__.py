"""Planning what AI image generation costs: dated prices, exact bills, shareable scenarios.

The main path: query string -> `scenario.link.parse` -> `Scenario` -> `bill.estimate.estimate` -> `Estimate`, which
`export` writes to files. Only `wording` formats figures, and nothing here knows a user interface.
"""
