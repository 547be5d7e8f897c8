"""HTML answers from templates; whatever is filled in stays text."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
)


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page from one of the templates."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(values), status)


def message(title: str, text: str, status: int) -> HTMLResponse:
    """A page that says one thing and leads to the planner."""
    return page("message.html", status, title=title, message=text)
