"""Each mistake that was found in another client has a test that shows ours not making it.

The tests stand in the three modules beside this one. What is listed is what the clients were seen to do in their
source, in the versions of 2025 and 2026 that the facts sheet names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from . import test_pace_and_patience, test_what_comes_back, test_what_goes_out

FACTS = Path(__file__).parent.parent.parent.parent / "shared" / "okx-facts.md"

MISTAKES: Final = [
    ("python-okx", "posts an absent id as an empty key", "an_id_that_was_not_given_is_no_key_of_the_body"),
    ("python-okx", "leaves the Base64 of a signature as bytes", "a_get_is_signed_as_it_goes_out"),
    ("python-okx", "sends a query that is not percent-encoded", "a_get_is_signed_as_it_goes_out"),
    (
        "python-okx",
        "raises for no status and no code",
        "every_class_of_the_tree_is_raised_and_every_failure_is_one_of_it",
    ),
    ("python-okx", "looks at neither code nor sCode", "code_1_is_never_a_success"),
    ("python-okx", "raises JSONDecodeError for a page", "a_page_that_is_not_okxs_is_an_unknown_outcome"),
    ("python-okx", "never raises its own error", "every_class_of_the_tree_is_raised_and_every_failure_is_one_of_it"),
    ("python-okx", "trades on demo by default", "live_or_demo_is_never_a_default"),
    ("python-okx", "has www.okx.com for everyone", "each_region_has_the_host_that_okxs_docs_name"),
    ("python-okx", "asks a fixed host for the time", "every_request_goes_to_the_one_host_that_the_client_shows"),
    ("python-okx", "ignores use_server_time", "a_wrong_clock_of_ours_is_set_by_okxs_and_stays_set"),
    ("python-okx", "repeats nothing", "what_okx_refused_before_it_looked_is_sent_again_and_signed_afresh"),
    ("python-okx", "paces nothing", "calls_are_paced_without_being_asked"),
    ("python-okx", "has no parameter for a time-out", "every_wait_on_the_wire_ends_and_can_be_set"),
    ("python-okx", "has -1 for missing credentials", "missing_credentials_are_refused_and_never_filled_in"),
    ("python-okx", "logs every header in debug mode", "debug_logs_show_no_header_and_no_body"),
    ("python-okx", "posts an empty list", "an_empty_list_gives_an_empty_report_and_no_request"),
    ("python-okx", "posts more than a batch", "more_orders_than_a_batch_holds_go_out_in_batches"),
    ("python-okx", "posts an order without an id", "an_order_without_an_id_never_goes_out"),
    ("okx-api", "posts a cancel without any argument", "an_order_without_an_id_never_goes_out"),
    ("okx-api", "calls an endpoint that OKX took out", "no_endpoint_is_called_that_okxs_docs_do_not_have"),
    ("okx-api", "puts its affiliate tag into cancels", "no_field_goes_out_that_the_caller_did_not_give"),
    ("okx-api", "throws code 2 with its successes", "a_batch_that_is_accepted_in_part_keeps_its_successes"),
    ("okx-api", "throws a page as a text", "a_page_that_is_not_okxs_is_an_unknown_outcome"),
    ("okx-api", "has no class of errors", "every_class_of_the_tree_is_raised_and_every_failure_is_one_of_it"),
    ("okx-api", "loses the HTTP status", "okxs_code_and_the_http_status_both_survive"),
    ("okx-api", "throws an answer as it is", "every_failure_says_whether_okx_may_have_acted"),
    ("okx-api", "signs by a wrong clock", "a_wrong_clock_of_ours_is_set_by_okxs_and_stays_set"),
    ("okx-api", "waits for five minutes", "every_wait_on_the_wire_ends_and_can_be_set"),
    ("okx-api", "repeats nothing", "what_okx_refused_before_it_looked_is_sent_again_and_signed_afresh"),
    ("okx-api", "paces nothing", "calls_are_paced_without_being_asked"),
    ("okx-api", "posts more than a batch", "more_orders_than_a_batch_holds_go_out_in_batches"),
    ("okx-api", "signs a GET unencoded", "a_get_is_signed_as_it_goes_out"),
    ("ccxt", "sends an algo id to cancel-order", "an_order_of_one_family_never_goes_to_the_endpoint_of_another"),
    ("ccxt", "posts a client id as clOrdId", "a_client_id_goes_out_as_algo_cl_ord_id_and_comes_back_as_the_callers"),
    ("ccxt", "posts a client id as algoId", "a_client_id_goes_out_as_algo_cl_ord_id_and_comes_back_as_the_callers"),
    ("ccxt", "fails on len(None)", "what_is_no_list_of_orders_is_refused_in_words"),
    ("ccxt", "posts more than a batch", "more_orders_than_a_batch_holds_go_out_in_batches"),
    ("ccxt", "counts a batch as one", "orders_are_counted_where_okx_counts_orders"),
    ("ccxt", "has one bucket for all instruments", "a_bucket_is_an_accounts_instrument_whatever_is_called_and_how"),
    ("ccxt", "names a rejected algo order None", "every_verdict_names_the_order_as_the_caller_did"),
    ("ccxt", "raises the first code of a batch only", "a_batch_that_is_refused_tells_of_every_order"),
    ("ccxt", "makes filled and cancelled one", "filled_cancelled_triggered_and_not_found_are_told_apart"),
    ("ccxt", "leaves five codes unmapped", "codes_that_others_leave_out_have_their_class"),
    ("ccxt", "shows order_failed as canceled", "an_accepted_cancel_says_nothing_about_the_orders_state"),
    ("ccxt", "signs by a wrong clock", "a_wrong_clock_of_ours_is_set_by_okxs_and_stays_set"),
    ("agent-trade-kit", "has no client id", "a_client_id_goes_out_as_algo_cl_ord_id_and_comes_back_as_the_callers"),
    ("agent-trade-kit", "posts more than a batch", "more_orders_than_a_batch_holds_go_out_in_batches"),
    ("agent-trade-kit", "takes code 1 for success", "code_1_is_never_a_success"),
    ("agent-trade-kit", "loses the successes of code 2", "a_batch_that_is_accepted_in_part_keeps_its_successes"),
    ("agent-trade-kit", "puts the status for the code", "okxs_code_and_the_http_status_both_survive"),
    ("agent-trade-kit", "allows 20 a second", "no_period_holds_more_requests_than_okx_allows"),
    ("agent-trade-kit", "counts a batch as one", "orders_are_counted_where_okx_counts_orders"),
    ("agent-trade-kit", "has a bucket per tool", "a_bucket_is_an_accounts_instrument_whatever_is_called_and_how"),
    ("agent-trade-kit", "stamps before it queues", "the_timestamp_is_taken_after_the_wait_for_a_turn"),
    ("agent-trade-kit", "queues up to 30 s", "a_turn_that_is_too_far_away_is_said_at_once_and_costs_nothing"),
    ("agent-trade-kit", "gives wrong advice", "the_advice_is_about_what_the_code_means"),
    ("agent-trade-kit", "has app.okx.com for the US", "each_region_has_the_host_that_okxs_docs_name"),
    ("agent-trade-kit", "repeats no POST", "what_okx_refused_before_it_looked_is_sent_again_and_signed_afresh"),
    ("nautilus", "takes every batch for a full one", "small_batches_do_not_wait_as_if_they_were_full"),
    ("nautilus", "reads items only under code 0", "an_items_own_code_counts_whatever_the_envelope_says"),
    ("nautilus", "makes one error of code 1", "a_batch_that_is_refused_tells_of_every_order"),
    ("nautilus", "makes one error of code 2", "a_batch_that_is_accepted_in_part_keeps_its_successes"),
    ("nautilus", "sends a wrong signature again", "a_wrong_signature_is_never_sent_again"),
    ("nautilus", "holds time-outs for repeatable", "what_okx_may_have_acted_on_is_never_sent_again"),
    ("nautilus", "calls an endpoint that OKX took out", "no_endpoint_is_called_that_okxs_docs_do_not_have"),
    ("hummingbot", "knows 51401 but not 51400", "all_codes_of_a_gone_order_are_one_error_and_none_of_them_a_success"),
]


def test_every_mistake_has_a_test_and_every_test_a_mistake() -> None:
    modules = (test_what_goes_out, test_what_comes_back, test_pace_and_patience)
    tests = {name.removeprefix("test_") for module in modules for name in vars(module) if name.startswith("test_")}
    assert {test for _, _, test in MISTAKES} == tests


def test_each_test_names_the_clients_whose_mistake_it_is_about() -> None:
    folder = Path(__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("test_*.py"))
    for client, mistake, test in MISTAKES:
        before = source[: source.index(f"def test_{test}(")]
        assert client in before.rsplit("\n\n\n", 1)[-1], (client, mistake)


@pytest.mark.skipif(not FACTS.is_file(), reason="the facts sheet is not at hand (../shared)")
def test_no_client_of_the_facts_sheet_is_left_out() -> None:
    section = FACTS.read_text(encoding="utf-8").split("\n## 10.")[1].split("\n## ")[0]
    clients = re.findall(r"^\*\*([a-z-]+)", section, re.MULTILINE)
    assert sorted({client for client, _, _ in MISTAKES}) == sorted(clients)
