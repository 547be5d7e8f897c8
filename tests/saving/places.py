"""Where the tests of saving keep things, so that they never touch a real database."""

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def settings(data: Path, **more: str) -> dict[str, str]:
    """The environment of a server that saves in a folder and has no secrets but those given."""
    return {"PLANNER_DATA": str(data), "STREAMLIT_SECRETS_FILES": str(data / "secrets.toml"), **more}
