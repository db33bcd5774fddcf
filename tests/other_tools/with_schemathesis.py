"""Load a document, make cases for tests of each operation without a server, and print their bodies as JSON."""

import json
import sys
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

cases: dict[str, list[Any]] = {}
for result in schemathesis.openapi.from_path(sys.argv[1]).get_all_operations():
    operation = result.ok()

    @settings(
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def keep(case: Any) -> None:
        cases.setdefault(case.operation.label, []).append(case.body)

    keep()
print(json.dumps(cases, default=lambda nothing: None))  # an operation without a body
