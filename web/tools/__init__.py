"""The planner as tools for programs, by the Model Context Protocol at `/mcp/`: typed arguments in, data and a link out.

What speaks the protocol is loaded with the first request, so that the planner starts as fast as without it.
"""

from web.tools.route import ROUTES, running

__all__ = ["ROUTES", "running"]
