"""`check --against REF` names what users of the package at REF would lose or see changed, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator import cli, surface
from generator.findings import InputError

FILES = {
    "__init__.py": """
from ._generated import models
from .client import OKX
from .errors import OKXError, Refused
__all__ = ["OKX", "OKXError", "Refused", "models", "LIMIT"]
LIMIT = 20
""",
    "client.py": """
from typing import overload
class _Base:
    def close(self) -> None: ...
class OKX(_Base):
    def __init__(self, *, key: str, demo: bool) -> None:
        self.spread = 1
    @overload
    def cancel(self, *, ord_id: str) -> int: ...
    @overload
    def cancel(self, *, cl_ord_id: str) -> int: ...
    def cancel(self, **ids: str) -> int: return 1
    def _private(self) -> None: ...
def helper(a: int) -> int: return a
""",
    "errors.py": """
class OKXError(Exception): ...
class Refused(OKXError): ...
""",
    "_generated/__init__.py": 'SPEC_SHA256 = "1"\n',
    "_generated/models/__init__.py": 'from .item import Item\n__all__ = ("Item",)\n',
    "_generated/models/item.py": """
from attrs import define as _attrs_define
from attrs import field as _attrs_field
@_attrs_define
class Item:
    inst_id: str
    algo_id: str = ""
    rest: dict[str, str] = _attrs_field(init=False, factory=dict)
    @property
    def size(self) -> int: return 1
""",
}

CHANGES = [
    ("__init__.py", "LIMIT = 20", "LIMIT = 30", ["changed: okx_client.LIMIT"]),
    ("__init__.py", '"OKX", ', "", ["lost: okx_client.OKX"]),
    ("client.py", "key: str, demo: bool", "key: str, demo: bool = True", ["changed: okx_client.OKX()"]),
    ("client.py", "*, cl_ord_id: str", "*, cl_ord_id: int", ["changed: okx_client.OKX.cancel"]),
    ("client.py", "def close(self)", "def shut(self)", ["lost: okx_client.OKX.close"]),
    ("client.py", "self.spread", "self.spreads", ["lost: okx_client.OKX.spread"]),
    ("errors.py", "Refused(OKXError)", "Refused(ValueError)", ["changed: okx_client.Refused"]),
    (
        "_generated/models/item.py",
        '    algo_id: str = ""\n',
        "",
        ["changed: okx_client.models.Item()", "lost: okx_client.models.Item.algo_id"],
    ),
    (
        "_generated/models/item.py",
        "inst_id: str",
        "inst_id: int",
        ["changed: okx_client.models.Item()", "changed: okx_client.models.Item.inst_id"],
    ),
    (
        "_generated/models/item.py",
        "    inst_id: str\n",
        "    inst_id: str\n    new: str\n",
        ["changed: okx_client.models.Item()"],
    ),
    ("_generated/models/item.py", "-> int", "-> str", ["changed: okx_client.models.Item.size"]),
]

HARMLESS = [
    ("__init__.py", "LIMIT = 20", 'LIMIT = 20\nNEW = 1\n__all__ += ["NEW"]'),
    ("client.py", "_private", "_other"),
    ("client.py", "helper", "renamed_helper"),
    ("_generated/__init__.py", '"1"', '"2"'),
    ("_generated/models/item.py", '    algo_id: str = ""\n', '    algo_id: str = ""\n    new: str = ""\n'),
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "generated_client" / "okx_client"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=no"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "First"], check=True)
    subprocess.run([*git, "tag", "v1"], check=True)
    return folder


def changes(package: Path) -> list[str]:
    found = surface.changes_since("v1", package, package.parent.parent)
    return sorted(change.partition("\n")[0] for change in found)


def edit(package: Path, name: str, old: str, new: str) -> None:
    text = (package / name).read_text()
    (package / name).write_text(text.replace(old, new))


def test_an_untouched_package_has_nothing_to_report(package: Path) -> None:
    assert changes(package) == []


@pytest.mark.parametrize(("name", "old", "new", "expected"), CHANGES)
def test_each_loss_and_change_is_listed(package: Path, name: str, old: str, new: str, expected: list[str]) -> None:
    edit(package, name, old, new)
    assert changes(package) == expected


@pytest.mark.parametrize(("name", "old", "new"), HARMLESS)
def test_what_costs_no_user_anything_is_not_listed(package: Path, name: str, old: str, new: str) -> None:
    edit(package, name, old, new)
    assert changes(package) == []


def test_a_change_shows_what_was_and_what_is(package: Path) -> None:
    edit(package, "__init__.py", "LIMIT = 20", "LIMIT = 30")
    (change,) = surface.changes_since("v1", package, package.parent.parent)
    assert change.splitlines()[1:] == ["    was LIMIT = 20", "    is  LIMIT = 30"]


@pytest.mark.parametrize("revision", ["v2", "no such thing"])
def test_a_revision_that_git_does_not_know_is_an_input_error(package: Path, revision: str) -> None:
    with pytest.raises(InputError, match="name a commit"):
        surface.changes_since(revision, package, package.parent.parent)


def test_the_command_lists_changes_with_status_1_and_silence_with_0(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "PACKAGE", package)
    monkeypatch.setattr(cli, "ROOT", package.parent.parent)
    assert cli.main(["check", "--against", "v1"]) == 0
    assert "Nothing lost or changed since v1" in capsys.readouterr().out
    edit(package, "__init__.py", "LIMIT = 20", "LIMIT = 30")
    assert cli.main(["check", "--against", "v1"]) == 1
    assert "1 change(s) since v1" in capsys.readouterr().out
    for nonsense in ("v9", ""):
        assert cli.main(["check", "--against", nonsense]) == 2
        assert "cannot read" in capsys.readouterr().err


def test_the_real_surface_has_what_the_readme_promises() -> None:
    found = surface.surface(cli.PACKAGE)
    for name in (
        *("OKX()", "OKX.from_env", "AsyncOKX.close", "SpreadOrders.cancel_order", "AsyncAlgoOrders.cancel_orders"),
        *("OKXAuth()", "models.CancelAlgoOrderItem()", "api.cancel_spread_order.asyncio"),
        *("operations.CANCEL_ALGO_ORDERS", "simulator.Exchange()"),
    ):
        assert f"okx_client.{name}" in found
    assert not [name for name in found if "._" in name]
