"""The monthly reports, counted by hand."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from lxml import etree

from faktura.channels.peppol.document_types import (
    BILLING,
    END_USER_STATISTICS,
    MLS,
    MLS_PROCESS,
    REPORTING_PROCESS,
    TRANSACTION_STATISTICS,
)
from faktura.channels.peppol.identifiers import TRANSPORT_PROFILE, DocumentTypeId
from faktura.channels.peppol.reporting import (
    EUSR,
    TSR,
    Exchange,
    write_end_user_statistics,
    write_transaction_statistics,
)

from .network import INVOICE

CREDIT_NOTE = DocumentTypeId(INVOICE.value.replace("Invoice", "CreditNote"))
PERIOD = (date(2026, 11, 1), date(2026, 11, 30), "POP000001")


def exchange(**changed: Any) -> Exchange:
    values: dict[str, Any] = {
        "at": datetime(2026, 11, 15, 12, tzinfo=UTC),
        "direction": "outgoing",
        "c1_country": "AT",
        "c4_country": "DE",
        "sender_seat": "POP000001",
        "receiver_seat": "POP000002",
        "document_type": INVOICE,
        "process": BILLING,
        "transport_profile": TRANSPORT_PROFILE,
        "end_user": "a",
    }
    return Exchange(**(values | changed))


def received(**changed: Any) -> Exchange:
    return exchange(
        **({"direction": "incoming", "sender_seat": "POP000003", "receiver_seat": "POP000001", "c1_country": "NO",
            "c4_country": "AT"} | changed)
    )  # fmt: skip


EXCHANGES = [
    exchange(),
    exchange(),
    exchange(end_user="b", c1_country="IT", document_type=CREDIT_NOTE),
    received(),
    received(end_user="c", c1_country="SE"),
]


def subsets(content: bytes, name: str) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """(type, values of the keys) -> the counts."""
    found = {}
    for element in etree.fromstring(content).iter(f"{{*}}{name}"):
        keys = tuple(key.text for key in element.iter("{*}Key"))
        counts = [int(child.text or "") for child in element if etree.QName(child).localname != "Key"]
        found[element.get("type"), keys] = counts
    return found


def test_end_users_are_counted_once():
    content = write_end_user_statistics(EXCHANGES, *PERIOD)
    assert subsets(content, "FullSet") == {(None, ()): [2, 2, 3]}
    assert subsets(content, "Subset") == {
        ("PerDT-PR", (INVOICE.value, BILLING.value)): [1, 2, 2],
        ("PerDT-PR", (CREDIT_NOTE.value, BILLING.value)): [1, 0, 1],
        ("PerDT-PR-EUC", (INVOICE.value, BILLING.value, "AT")): [1, 2, 2],
        ("PerDT-PR-EUC", (CREDIT_NOTE.value, BILLING.value, "IT")): [1, 0, 1],
        ("PerDT-EUC", (INVOICE.value, "AT")): [1, 2, 2],
        ("PerDT-EUC", (CREDIT_NOTE.value, "IT")): [1, 0, 1],
        ("PerEUC", ("AT",)): [1, 2, 2],
        ("PerEUC", ("IT",)): [1, 0, 1],
    }


def test_transactions_are_counted():
    content = write_transaction_statistics(EXCHANGES, *PERIOD)
    assert subsets(content, "Total") == {(None, ()): [2, 3]}
    assert subsets(content, "Subtotal") == {
        ("PerTP", (TRANSPORT_PROFILE,)): [2, 3],
        ("PerSP-DT-PR", ("POP000002", INVOICE.value, BILLING.value)): [0, 2],
        ("PerSP-DT-PR", ("POP000002", CREDIT_NOTE.value, BILLING.value)): [0, 1],
        ("PerSP-DT-PR", ("POP000003", INVOICE.value, BILLING.value)): [2, 0],
        ("PerSP-DT-PR-CC", ("POP000003", INVOICE.value, BILLING.value, "NO", "AT")): [1, 0],
        ("PerSP-DT-PR-CC", ("POP000003", INVOICE.value, BILLING.value, "SE", "AT")): [1, 0],
    }


def test_keys_carry_their_schemes():
    root = etree.fromstring(write_transaction_statistics(EXCHANGES, *PERIOD))
    subtotal = root.findall(f"{{{TSR}}}Subtotal")[-1]
    assert [(key.get("metaSchemeID"), key.get("schemeID")) for key in subtotal.iter(f"{{{TSR}}}Key")] == [
        ("SP", "CertSubjectCN"), ("DT", "busdox-docid-qns"), ("PR", "cenbii-procid-ubl"), ("CC", "SenderCountry"),
        ("CC", "ReceiverCountry"),
    ]  # fmt: skip


def test_the_head_of_a_report():
    for write, namespace in ((write_end_user_statistics, EUSR), (write_transaction_statistics, TSR)):
        root = etree.fromstring(write([], *PERIOD))
        assert root.findtext(f"{{{namespace}}}ProfileID") == REPORTING_PROCESS.value
        header = root.find(f"{{{namespace}}}Header")
        assert header is not None
        assert ["".join(child.itertext()).split() for child in header] == [["2026-11-01", "2026-11-30"], ["POP000001"]]
        assert len(root) == 4


def test_reports_are_not_counted_and_mls_is_a_transaction_only():
    others = [
        exchange(document_type=END_USER_STATISTICS.id, process=REPORTING_PROCESS, end_user="x"),
        exchange(document_type=TRANSACTION_STATISTICS.id, process=REPORTING_PROCESS, end_user="x"),
        exchange(document_type=MLS.id, process=MLS_PROCESS, end_user="x"),
    ]
    assert subsets(write_end_user_statistics(others, *PERIOD), "FullSet") == {(None, ()): [0, 0, 0]}
    assert subsets(write_transaction_statistics(others, *PERIOD), "Total") == {(None, ()): [0, 1]}


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 1, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), True),
        (datetime(2026, 11, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), False),
    ],
)
def test_a_period_is_counted_in_utc(at, counts):
    content = write_transaction_statistics([exchange(at=at)], *PERIOD)
    assert subsets(content, "Total") == {(None, ()): [0, int(counts)]}


def test_countries_that_are_not_known():
    content = write_transaction_statistics([received(c1_country="")], *PERIOD)
    key = ("PerSP-DT-PR-CC", ("POP000003", INVOICE.value, BILLING.value, "ZZ", "AT"))
    assert subsets(content, "Subtotal")[key] == [1, 0]


def test_an_exchange_needs_a_moment_with_its_timezone():
    with pytest.raises(ValueError, match="timezone"):
        exchange(at=datetime(2026, 11, 1))  # noqa: DTZ001 - this is the mistake
