"""A draft says what the page says: put into a spec it is sound, it generates, and it drifts silently."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from generator import client, places
from generator.docs.drafting import draft
from generator.docs.facts import BrokenExample, PageFacts, RateLimit, Text
from generator.findings import InputError
from generator.lint import lint
from tests.generator.support import REAL, ROOT, TINY

from .draft_facts import pages
from .drafting import drafted, drift, made, operation_of, parsed, row, with_draft, without
from .support import NAMES, PAGES, facts_of

SHARED = ROOT.parent / "shared" / "okx-docs" / "pages" / "2026-08"
OURS = [PAGES / f"{name}.md" for name in NAMES]
OKX = sorted(SHARED.glob("*.md"))
no_okx_pages = pytest.mark.skipif(not OKX, reason="OKX's pages are not at hand (../shared)")


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(pages())
def test_a_draft_of_whatever_a_page_claims_is_sound_and_drifts_silently(page: PageFacts) -> None:
    spec = parsed(with_draft(TINY, page))
    assert lint(spec) == []
    assert drift(spec, page) == []


@pytest.mark.parametrize("path", [*OURS, *OKX], ids=lambda path: path.stem)
def test_a_draft_of_a_page_is_sound_and_drifts_silently(path: Path) -> None:
    page = facts_of(path)
    spec = parsed(with_draft(without(REAL, page), page))
    assert lint(spec) == []
    assert drift(spec, page) == []


def test_an_unknown_word_for_required_is_told() -> None:
    fragment = draft.draft(facts_of(PAGES / "tiny-rest-api-paint-thing.md"), parsed(REAL))
    assert fragment.count("OKX's table has a word that nobody knows where Yes or No belongs: decide, and mend") == 1


def _all_drafts(text: str, paths: list[Path]) -> str:
    """The spec with a draft of each page, but for what it had of them before."""
    for page in map(facts_of, paths):
        text = with_draft(without(text, page), page)
    return text


@pytest.mark.parametrize("paths", [OURS, pytest.param(OKX, marks=no_okx_pages)], ids=["ours", "OKX's"])
def test_drafts_of_all_pages_generate_one_typed_client(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = parsed(_all_drafts(REAL, paths))
    assert lint(spec) == []
    assert [drift(spec, facts_of(path)) for path in paths] == [[] for _ in paths]
    package = f"drafted_{len(paths)}"
    client.build(spec, tmp_path / package)  # refuses whatever warns, lacks a model, or is Any
    monkeypatch.syspath_prepend(tmp_path)
    made = importlib.import_module(package)
    for module in pkgutil.walk_packages(made.__path__, f"{package}."):
        importlib.import_module(module.name)
    operations = importlib.import_module(f"{package}.operations").OPERATIONS
    endpoints = {f"{operation.method} {operation.path}" for operation in operations}
    assert {facts_of(path).endpoint for path in paths} <= endpoints
    arguments = ["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", package]
    checked = subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_a_draft_names_what_the_page_names() -> None:
    data = drafted(made(permission="read", notes=(Text("Does it."), Text("Only once. Not twice."))))
    operation = operation_of(data)
    assert list(data) == ["tags", "x-permissions", "paths", "components"]
    assert (operation["operationId"], operation["tags"], operation["summary"]) == (
        "switchLamp",
        ["lamps"],
        "Switch lamp",
    )
    assert operation["description"] == "Does it."
    assert operation["x-permission"] in data["x-permissions"]
    assert operation["x-caveats"][0]["description"] == "Only once. Not twice."
    assert operation["externalDocs"] == {
        "url": "https://www.okx.com/docs-v5/en/#lamps-do-it",
        "x-url-zh": "https://www.okx.com/docs-v5/zh/#lamps-do-it",
        "x-anchor": "lamps-do-it",
    }


def test_a_draft_brings_no_tag_or_permission_that_the_spec_has() -> None:
    page = made(permission="trade", path="/api/v5/sprd/do-it")
    assert list(yaml.safe_load(draft.draft(page, parsed(REAL)))) == ["paths", "components"]


EITHER = "Its id\nEither `id` or `ownId` is required. If both are passed, `ownId` will be used."
EITHER_ZH = "编号，`id`和`ownId`必须传一个，若传两个，以`ownId`为主"


@pytest.mark.parametrize(("text", "zh"), [(EITHER, "编号"), ("Its id", EITHER_ZH), (EITHER.replace("`", ""), "编号")])
def test_an_either_or_with_a_winner_becomes_a_rule_of_the_schema(text: str, zh: str) -> None:
    rows = [row("id", "conditional", text), row("ownId", "conditional", "Own id")]
    chinese = [row("id", "conditional", zh), row("ownId", "conditional", "自定义编号")]
    samples = ({"id": "1"}, {"ownId": "2"})
    page = made(rows, zh={"request": tuple(chinese)}, request_examples=samples)
    ask = drafted(page)["components"]["schemas"]["SwitchLampRequest"]
    assert ask["x-id-precedence"] == ["ownId", "id"]
    assert ask["allOf"] == [{"anyOf": [{"required": ["ownId"]}, {"required": ["id"]}]}]
    assert "x-required" not in ask["properties"]["id"]


@pytest.mark.parametrize(
    ("text", "samples", "need"),
    [
        ("Either `id` or `ownId` is required.", ({"id": "1"},), "conditional"),  # which wins is not said
        ("Either `id` or `ownId` can be passed. If both are passed, `id` will be used.", ({"id": "1"},), "conditional"),
        (EITHER, ({},), "conditional"),  # the page's own sample has neither
        (EITHER, ({"id": "1"},), "no"),  # the table says that one of them is optional
    ],
)
def test_an_either_or_that_the_page_does_not_keep_to_is_left_to_a_person(
    text: str, samples: tuple[Any, ...], need: str
) -> None:
    page = made([row("id", "conditional", text), row("ownId", need, "Own")], request_examples=samples)
    ask = drafted(page)["components"]["schemas"]["SwitchLampRequest"]
    assert ask["properties"]["id"]["x-required"] == "conditional"
    assert "allOf" not in ask


def test_what_a_person_has_to_decide_stands_in_a_comment() -> None:
    tables = [row("kind", "yes"), row("size", "yes"), row("edge", "conditional", "The edge"), row("kind", "no")]
    page = made(
        tables,
        zh={"request": (*tables[:2], row("edge", "no", "边"), tables[3])},
        request_examples=({"kind": "1", "edge": None},),
        max_batch=5,
    )
    text = draft.draft(page, parsed(TINY))
    for comment in (
        "OKX says Yes, but not in every table or sample",
        "OKX says Conditional without a rule",
        "Several tables of OKX's page have this row",
        "English and Chinese pages disagree here",
        "OKX's samples hold null here; its table says: string.",
    ):
        assert comment in text.replace("\n        # ", " "), comment
    assert operation_of(drafted(page))["x-max-batch"] == 5


def test_a_parameter_that_the_samples_leave_out_is_not_made_required() -> None:
    tables = [row("kind", "yes"), row("size", "yes")]
    ask = drafted(made(tables, request_examples=({"kind": "1"},)))["components"]["schemas"]["SwitchLampRequest"]
    assert ask["required"] == ["kind"]
    assert ask["properties"]["size"]["x-required"] == "required"


@pytest.mark.parametrize(
    ("kind", "samples", "schema"),
    [
        ("string", ["a"], {"type": "string"}),
        ("string", ["a", True, None], {"type": ["string", "boolean", "null"]}),
        ("object of objects", [], {"type": "string", "x-type": "object of objects"}),
        ("array of strings", [["a"]], {"type": "array", "items": {"type": "string"}}),
        ("array of arrays", [[["1", "2"]]], {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}),
        ("array", [[1]], {"type": "array", "items": {"type": "integer"}, "x-type": "array"}),
        ("array of strings", ["a"], {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
        ("object", [{}], {"$ref": "#/components/schemas/SwitchLampResultField"}),
        ("object", [None], {"anyOf": [{"$ref": "#/components/schemas/SwitchLampResultField"}, {"type": "null"}]}),
    ],
)
def test_a_type_has_room_for_what_the_samples_hold(kind: str, samples: list[Any], schema: Any) -> None:
    data = [{"field": sample} for sample in samples]
    page = made(response=[row("field", type=kind, text="F")], response_examples=({"code": "0", "data": data},))
    field = drafted(page)["components"]["schemas"]["SwitchLampResult"]["properties"]["field"]
    assert {key: value for key, value in field.items() if "description" not in key} == schema


@pytest.mark.parametrize("data", [[], [{"id": "1"}], {"id": "1"}, [["1", "2"]], ["1"], None])
def test_an_answer_has_the_envelope_whatever_its_data_looks_like(data: Any) -> None:
    page = made(response=[row("id")], response_examples=({"code": "0", "data": data},))
    schemas = drafted(page)["components"]["schemas"]
    assert schemas["SwitchLampResponse"]["properties"].keys() == {"code", "msg", "data"}
    assert schemas["SwitchLampResult"]["properties"].keys() == {"id"}


def test_an_envelope_of_the_page_s_own_is_kept() -> None:
    rows = [row("code"), row("data", type="array of objects"), row("data.id"), row("inTime")]
    page = made(response=rows, zh={"response": (row("id"),)})  # as on pages where one language leaves it out
    answer = drafted(page)["components"]["schemas"]["SwitchLampResponse"]
    assert list(answer["properties"]) == ["code", "data", "inTime"]


def test_a_query_is_described_by_parameters() -> None:
    rows = [row("id", "yes", "Id"), row("kind", "conditional", "Kind", enum=("0", "-1"))]
    page = made(rows, method="GET", body=None, request_examples=({"kind": "0"}, {}))
    operation = operation_of(drafted(page))
    assert [parameter.get("required") for parameter in operation["parameters"]] == [True, None]
    assert operation["parameters"][1]["x-required"] == "conditional"
    assert operation["parameters"][1]["x-values"] == ["0", "-1"]
    assert operation["x-query-examples"] == [{"value": {"kind": "0"}}, {"value": {}}]


def test_a_batch_has_its_bounds_or_says_that_there_are_none() -> None:
    for most, bounds in ((9, {"maxItems": 9}), (None, {"x-unbounded": True})):
        page = made([row("id", "yes")], body="array", max_batch=most, request_examples=([{"id": "1"}],))
        schema = operation_of(drafted(page))["requestBody"]["content"][places.JSON]["schema"]
        assert schema == {"type": "array", "minItems": 1, **bounds, "items": schema["items"]}


def test_the_largest_number_stands_at_the_list_that_it_is_about() -> None:
    rows = [row(name, "no", text, type="array of strings") for name, text in (("a", "First"), ("b", "Up to 7"))]
    ask = drafted(made(rows, max_batch=7))["components"]["schemas"]["SwitchLampRequest"]
    assert [inner.get("maxItems") for inner in ask["properties"].values()] == [None, 7]


BOUNDED = RateLimit(5, 1, "request", "lead traders")


@pytest.mark.parametrize(
    ("chinese", "limits"),
    [
        (BOUNDED, [{"count": 5, "periodSeconds": 1, "unit": "request", "appliesTo": "lead traders"}]),
        (
            evolve(BOUNDED, applies_to="带单员"),
            [{"count": 5, "periodSeconds": 1, "unit": "request", "appliesTo": "lead traders", "appliesToZh": "带单员"}],
        ),
        (
            evolve(BOUNDED, applies_to=None),
            [
                {"count": 5, "periodSeconds": 1, "unit": "request", "appliesTo": "lead traders", "language": "en"},
                {"count": 5, "periodSeconds": 1, "unit": "request", "language": "zh"},
            ],
        ),
        (None, [{"count": 5, "periodSeconds": 1, "unit": "request", "appliesTo": "lead traders", "language": "en"}]),
    ],
)
def test_a_limit_is_that_of_both_pages_or_of_the_one_that_states_it(chinese: RateLimit | None, limits: Any) -> None:
    page = made(rate_limits=(BOUNDED,), zh={"rate_limits": (chinese,) if chinese else ()})
    assert operation_of(drafted(page))["x-rate-limits"] == limits


def test_a_page_whose_languages_disagree_as_a_whole_drifts_silently_too() -> None:
    page = made(permission="trade", max_batch=5, zh={"permission": None, "max_batch": 7})
    operation = operation_of(drafted(page))
    assert (operation["x-permission"], operation["x-permission-zh"]) == ("trade", None)
    assert (operation["x-max-batch"], operation["x-max-batch-zh"]) == (5, 7)
    told = draft.draft(page, parsed(TINY))
    assert "disagree on permission: English trade, Chinese None" in told
    assert "disagree on max_batch: English 5, Chinese 7" in told


def test_a_sample_that_is_no_json_is_told() -> None:
    page = made(broken_examples=(BrokenExample("response", "{...}"),), response_examples=())
    assert "OKX's page has a sample that is no JSON." in draft.draft(page, parsed(TINY))
    drafted(page)


def test_a_text_in_the_wrong_language_is_replaced_and_told() -> None:
    page = made([row("id", "no", "编号")], zh={"request": (row("id", "no", "Spread ID"),)})
    data = drafted(page)
    field = data["components"]["schemas"]["SwitchLampRequest"]["properties"]["id"]
    assert field["x-description-zh"] == "待译：Spread ID"
    assert "编号" not in field["description"]
    assert "The English page says in Chinese: 编号" in draft.draft(page, parsed(TINY))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_in_one_language_says_what_is_to_be_translated(language: Any) -> None:
    page = made([row("id", "no", "An id" if language == "en" else "编号")])
    page = evolve(page, languages={language: page.languages[language]})
    [ask] = [schema for name, schema in drafted(page)["components"]["schemas"].items() if name.endswith("Request")]
    field = ask["properties"]["id"]
    assert field["x-description-zh"] == ("待译：An id" if language == "en" else "编号")
    assert "text: write it." in draft.draft(page, parsed(TINY))


def test_what_is_ours_needs_no_translation() -> None:
    both = made(response=[row("id", text="An id")], title="Switch lamp")
    page = evolve(both, languages={"en": both.languages["en"]})
    data = drafted(page)
    ours = drafted(both)["components"]["schemas"]["SwitchLampResponse"]
    assert data["components"]["schemas"]["SwitchLampResponse"] == ours
    assert "待译" not in str(ours)
    assert operation_of(data)["x-summary-zh"] == "待译：Switch lamp"
    only_chinese = drafted(evolve(both, languages={"zh": both.languages["zh"]}))["components"]["schemas"]
    [answer] = [schema for name, schema in only_chinese.items() if name.endswith("Response")]
    assert [answer["properties"][name] for name in ("code", "msg")] == [
        ours["properties"][name] for name in ("code", "msg")
    ]


def test_a_title_that_is_english_on_the_chinese_page_is_to_be_translated() -> None:
    assert operation_of(drafted(made(title="Switch lamp")))["x-summary-zh"] == "待译：Switch lamp"


def test_a_text_in_chinese_only_is_to_be_translated() -> None:
    page = made([row("id", "no", "编号")])
    page = evolve(page, languages={"zh": page.languages["zh"]})
    [ask] = [schema for name, schema in drafted(page)["components"]["schemas"].items() if name.endswith("Request")]
    assert ask["properties"]["id"]["description"] == "To be translated."


@pytest.mark.parametrize("name", ["sCode", "data.sCode"])
def test_an_answer_whose_items_have_a_code_of_their_own_says_what_to_read_first(name: str) -> None:
    around = [row("code"), row("data", type="array of objects")] if "." in name else []
    answer = operation_of(drafted(made(response=[*around, row(name)])))["responses"]["200"]
    hand_written = parsed(REAL).data["paths"]["/api/v5/sprd/cancel-order"]["post"]["responses"]["200"]
    for field in ("description", "x-description-zh"):
        assert answer[field] == hand_written[field]


def test_a_required_text_may_not_be_empty() -> None:
    rows = [row("id", "yes"), row("note", "yes"), row("kind", "no"), row("size", "yes", type="integer")]
    samples = ({"id": "1", "note": "", "size": 1},)
    page = made(rows, response=[row("id")], request_examples=samples)
    schemas = drafted(page)["components"]["schemas"]
    ask = schemas["SwitchLampRequest"]["properties"]
    assert [name for name, schema in ask.items() if "minLength" in schema] == ["id"]
    assert "minLength" not in schemas["SwitchLampResult"]["properties"]["id"]


def test_a_page_without_a_permission_line_is_asked_about() -> None:
    asked = "OKX's page names no permission: find out what the API key needs, and say it in `x-permission`."
    told = " ".join(draft.draft(made(), parsed(TINY)).replace("# ", "").split())
    assert asked in told
    assert asked not in " ".join(draft.draft(made(permission="read"), parsed(TINY)).replace("# ", "").split())


def test_links_lead_somewhere_outside_of_okx_s_pages_too() -> None:
    text, zh = (
        "See [there](/docs-v5/en/#there-it-is) and [here](#here).",
        "见（[那里](/docs-v5/zh/#there-it-is)）与[此处](#here)。",
    )
    page = made([row("id", "no", text)], zh={"request": (row("id", "no", zh),)}, notes=(Text("All. [x](/help/x)."),))
    data = drafted(page)
    field = data["components"]["schemas"]["SwitchLampRequest"]["properties"]["id"]
    docs = "https://www.okx.com/docs-v5"
    assert field["description"] == f"See [there]({docs}/en/#there-it-is) and [here]({docs}/en/#here)."
    assert field["x-description-zh"] == f"见（[那里]({docs}/zh/#there-it-is)）与[此处]({docs}/zh/#here)。"
    assert operation_of(data)["description"] == "All. [x](https://www.okx.com/help/x)."


@pytest.mark.parametrize("text", [TINY, None])
def test_what_is_to_do_with_a_draft_stands_above_it_in_the_spec(text: str | None) -> None:
    page = made()
    known = text or with_draft(TINY, evolve(made(method="PUT"), anchor="lamps-put"))
    lines = with_draft(known, page).splitlines()
    above = lines[: lines.index("    post:", lines.index("  /api/v5/lamps/do-it:"))]
    assert above[-2].startswith(
        "    # Drafted from OKX's page lamps-do-it. The texts are OKX's own: say them in your words"
    )
    assert above[-1] == "    # ask, then run `python -m generator lint`."


def test_a_page_that_cannot_be_drafted_is_one_clear_error() -> None:
    page = made()
    with pytest.raises(InputError, match=r"lamps-do-it\.md: no line names a method and a path; name the page"):
        draft.draft(evolve(page, languages={"en": evolve(page.languages["en"], method=None)}), parsed(TINY))
    text = with_draft(TINY, page)
    with pytest.raises(InputError, match=r"do-it is in the spec already, spec\.yaml:\d+; run `drift`"):
        draft.draft(page, parsed(text))


def test_no_two_drafts_share_a_name() -> None:
    text = TINY
    for number in range(3):
        page = made([row("id", "no")], path=f"/api/v5/lamps/{number}/do-it")
        text = with_draft(text, evolve(page, anchor=f"lamps-{number}"))
    assert lint(parsed(text)) == []
    names = [node["operationId"] for _, node in places.operations(parsed(text).data)]
    assert len(set(names)) == len(names) == 4
