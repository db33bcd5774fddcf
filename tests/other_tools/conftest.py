from pathlib import Path

import pytest

from generator import cli

LANGUAGES, FORMATS = ("en", "zh"), ("json", "yaml")
FILES = [f"{language}.{form}" for language in LANGUAGES for form in FORMATS]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spec as the command writes it, in each language and each format."""
    folder = tmp_path_factory.mktemp("exported")
    for file in FILES:
        assert cli.main(["export", "--lang", file.partition(".")[0], "--output", str(folder / file)]) == 0
    return folder


@pytest.fixture(params=FILES)
def exported(folder: Path, request: pytest.FixtureRequest) -> Path:
    """One of these documents."""
    return folder / str(request.param)
