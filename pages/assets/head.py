"""The head of Streamlit's page, with what the first figure needs asked for at once.

By itself the page asks for the scripts of its elements one after another: when the first has come, which says what the
next ones are, and when the server has said which elements there are.
"""

from functools import cache

from pages.assets import installed

_END = "</head>"


def with_preloads(page: str) -> str:
    """The page with links to the scripts that it would ask for later; itself where there is no head or no script."""
    before, end, after = page.partition(_END)
    links = [
        f'<link rel="modulepreload" crossorigin href="./{path}">'
        for path in installed.needed(installed.FIRST)
        if path not in installed.named_in(page)
    ]
    return "\n    ".join([before.rstrip(), *links]) + f"\n  {end}{after}" if end and links else page


@cache
def page() -> str:
    """Streamlit's page with such a head. Raises OSError."""
    return with_preloads(installed.PAGE.read_text(encoding="utf-8"))


@cache
def files() -> tuple[str, ...]:
    """The paths of all that it asks for by itself. Raises OSError."""
    return tuple(f"/{path}" for path in installed.named_in(page()))
