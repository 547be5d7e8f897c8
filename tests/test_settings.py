"""The environment is read in one place, under one scheme of names; the old names go on working."""

import ast
import datetime as dt
import os
import re
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

from pricing import settings
from pricing.prices import PriceBookError, load
from pricing.saved import StoreDown, engine_for
from pricing.settings import MOST_IN_ALL, Setting, SettingError
from tests.server import NAMES, ROOT, SETTINGS, product_sources
from ui.state import catalogue
from ui.state.visitor import secret

OLD = {
    "PLANNER_PRICES": "IMAGE_PRICES_DIR",
    "PLANNER_DATABASE": "DATABASE_URL",
    "PLANNER_PROXIES": "FORWARDED_ALLOW_IPS",
}
ADDRESS = "postgresql://planner:pass-word@database/planner"


def shown(value: Any) -> Any:
    return value.get_secret_value() if hasattr(value, "get_secret_value") else value


@pytest.mark.parametrize(
    ("setting", "unset", "text", "value"),
    [
        (settings.prices, None, "/prices", Path("/prices")),
        (settings.prices, None, "/pr\udcffces", Path("/pr\udcffces")),
        (settings.database, None, ADDRESS, ADDRESS),
        (settings.data, None, "/data", Path("/data")),
        (settings.user_data, None, "/home/ann/data", Path("/home/ann/data")),
        (settings.secret, None, "x" * 16, "x" * 16),
        (settings.today, None, "2026-11-24", dt.date(2026, 11, 24)),
        (settings.public_url, None, "https://planner.example.com/", "https://planner.example.com"),
        (settings.hosts, (), "a.example, *.B.example,[::1],", ("a.example", "*.B.example", "[::1]")),
        (settings.metrics, False, "on", True),
        (settings.metrics, False, "off", False),
        (settings.client_limits, 1.0, "0", 0.0),
        (settings.client_limits, 1.0, "2.5", 2.5),
        (settings.most_saved, MOST_IN_ALL, "0", 0),
        (settings.most_saved, MOST_IN_ALL, "50", 50),
        (settings.proxies, None, "*", ("*",)),
        (settings.proxies, None, "10.0.0.1, 10.0.0.0/8,2001:db8::/32", ("10.0.0.1", "10.0.0.0/8", "2001:db8::/32")),
    ],
)
def test_what_is_given_is_read(
    setting: Setting[Any], unset: Any, text: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in setting.names:
        monkeypatch.delenv(name, raising=False)
        assert setting() == unset
        monkeypatch.setenv(name, "")
        assert setting() == unset, "an empty one is none"
        monkeypatch.setenv(name, text)
        assert shown(setting()) == value
        assert type(shown(setting())) is type(value) or isinstance(value, Path)
        monkeypatch.delenv(name)


def test_names_have_one_scheme() -> None:
    ours = [setting.names for setting in SETTINGS if setting is not settings.user_data]
    assert all(name.startswith("PLANNER_") for name, *_ in ours)
    assert {new: old for new, *others in ours for old in others} == OLD
    assert {re.sub("^PLANNER_", "", names[0]).lower() for names in ours} | {"user_data"} == set(
        settings.Settings.model_fields
    )


def test_the_old_name_of_the_price_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMAGE_PRICES_DIR", str(tmp_path))
    with pytest.raises(PriceBookError, match=re.escape(str(tmp_path))):
        load()


def test_the_old_name_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    assert engine_for().url.host == "database"


@pytest.mark.parametrize(("new", "old"), OLD.items())
def test_the_new_name_counts_where_both_are_given(
    new: str, old: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    setting = next(setting for setting in SETTINGS if setting.names == (new, old))
    one, other = ("10.0.0.1", "10.0.0.2")
    monkeypatch.setenv(new, one)
    monkeypatch.setenv(old, one)
    before = setting()
    assert caplog.messages == []
    monkeypatch.setenv(old, other)
    for _ in range(3):
        assert setting() == before
    assert caplog.messages == [f"{new} and {old} differ; {new} counts."], "once, without the values"
    monkeypatch.setenv(new, "")
    assert setting() != before, "an empty one is not given"


WRONG = {
    "PLANNER_PUBLIC_URL": ["planner.example.com", "https://planner.example.com/sub", "https://a@planner.example.com"],
    "PLANNER_HOSTS": ["https://planner.example.com", "*", "a b"],
    "PLANNER_METRICS": ["yes", "1", "true"],
    "PLANNER_COPIES": ["yes", "1", "true"],
    "PLANNER_FIGURE_PROCESS": ["yes", "1", "true"],
    "PLANNER_EMBED": ["*", "wiki.example.com", "https://wiki.example.com/page", "https://a.example; script-src *"],
    "PLANNER_TODAY": ["20261124", "2026-11-31", "tomorrow", " 2026-11-24"],
    "PLANNER_CLIENT_LIMITS": ["many", "-1", "nan", "1e6", " 1", "²"],
    "PLANNER_MOST_SAVED": ["many", "-1", "nan", "1e6", " 1", "²", "1.5"],
    "PLANNER_PROXIES": ["nginx", "10.0.0.1/8", "*,10.0.0.1"],
    "FORWARDED_ALLOW_IPS": ["nginx"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_one_that_cannot_be_used_is_named_as_it_was_given(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.check()
    monkeypatch.setenv(name, text)
    for _ in range(2):
        with pytest.raises(SettingError) as refused:
            settings.check()
        assert (refused.value.name, refused.value.value) == (name, text)
        assert str(refused.value) == f"{name} is {text!r}; it takes {refused.value.accepted}"
    monkeypatch.delenv(name)
    settings.check()


def test_the_wrong_one_of_several_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_HOSTS", "planner.example.com, a/b")
    with pytest.raises(SettingError, match="PLANNER_HOSTS is 'a/b'; it takes names like"):
        settings.hosts()


def test_a_wrong_one_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, texts in WRONG.items():
        monkeypatch.setenv(name, texts[0])
    monkeypatch.setenv("PLANNER_HOSTS", "planner.example.com")
    assert settings.hosts() == ("planner.example.com",)


@pytest.mark.parametrize(
    ("name", "text", "use", "error"),
    [
        ("PLANNER_SECRET", "pass-word", secret.__wrapped__, StoreDown),
        ("PLANNER_DATABASE", "mysql://planner:pass-word@database/planner", catalogue.store.__wrapped__, StoreDown),
        (
            "DATABASE_URL",
            "postgresql://planner:pass-word@database:port/planner",
            catalogue.store.__wrapped__,
            StoreDown,
        ),
        ("DATABASE_URL", "pass-word", engine_for, SettingError),
    ],
)
def test_no_error_has_a_secret(
    name: str, text: str, use: Any, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What only saving needs stops saving alone, which `StoreDown` says."""
    monkeypatch.setenv(name, text)
    settings.check()
    with pytest.raises(error, match=f"{name} cannot be used; it takes a") as refused:
        use()
    told = [*traceback.format_exception(refused.value), repr(vars(refused.value)), repr(settings.Settings())]
    assert [part for part in told if "pass-word" in part] == []


@pytest.mark.parametrize("name", settings.database.names)
def test_the_database_may_stand_in_streamlits_secrets(name: str, tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(f'{name} = "sqlite:///{tmp_path}/of-secrets.sqlite3"\n')
    program = "from ui.state import catalogue; print(catalogue.store()._engine.url.database)"
    env = {key: value for key, value in os.environ.items() if key not in NAMES}
    env |= {"PYTHONPATH": str(ROOT), name: "sqlite:///of-the-environment.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == f"{tmp_path}/of-secrets.sqlite3", done.stderr


def test_the_environment_is_read_nowhere_else() -> None:
    product = product_sources()
    reading = [path for path in product if any(map(reads_environment, ast.walk(ast.parse(path.read_text()))))]
    assert reading == [ROOT / "pricing" / "settings.py"]


def reads_environment(node: Any) -> bool:
    """Whether a piece of a program names what reads the environment; text is no program."""
    found = {"environ", "environb", "getenv", "getenvb"}
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and not found.isdisjoint(alias.name for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in found
