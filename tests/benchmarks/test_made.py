"""The pages and specs that the generator is measured on are such as it takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.made import pages, spec
from generator import cli
from okx_client import OPERATIONS


def test_the_pages_are_read_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.write_many(tmp_path / "many", 3) == 3
    assert cli.main(["facts", str(tmp_path / "many"), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [list(page["languages"]) for page in read] == [["en", "zh"]] * 3


def test_the_pages_of_the_client_claim_the_limits_of_the_spec(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(file) for file in pages.write_own(tmp_path / "own")]
    assert len(files) == len(OPERATIONS)
    cli.main(["drift", *files, "--lock", str(tmp_path / "lock.json"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert "rate" not in json.dumps([finding["kind"] for finding in found["findings"]])


def test_a_spec_of_any_size_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "spec.yaml"
    spec.write(file, 5)
    assert cli.main(["lint", "--spec", str(file)]) == 0, capsys.readouterr().out
    assert file.read_text(encoding="utf-8").count("operationId:") == 5
