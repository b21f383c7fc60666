"""The two reports that every service provider sends to OpenPeppol each month: on end users (EUSR) and on transactions
(TSR). Pure.

Source: Peppol End User Statistics Reporting 1.1 (Schematron 1.1.5) and Transaction Statistics Reporting 1.0
(Schematron 1.0.5). A period counts in UTC, from its first day to its last. What was exchanged with a positive receipt
is counted; reports themselves never are, and Message Level Status is counted as a transaction only. Months without any
transaction are reported, too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from lxml import etree

from faktura.channels.peppol.document_types import (
    END_USER_STATISTICS,
    MLS,
    REPORTING_PROCESS,
    TRANSACTION_STATISTICS,
)
from faktura.channels.peppol.identifiers import DocumentTypeId, ProcessId
from faktura.source import serialize

EUSR = "urn:fdc:peppol:end-user-statistics-report:1.1"
TSR = "urn:fdc:peppol:transaction-statistics-report:1.0"
UNKNOWN_COUNTRY = "ZZ"
"""What a transaction report may write for a country that is not known."""

DAYS_TO_SEND = 15
"""Until which day of the following month a report is processed."""

_NEVER_COUNTED = (END_USER_STATISTICS.id, TRANSACTION_STATISTICS.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A document that was exchanged with a positive receipt.

    `at` is the moment of the receipt, with its timezone. `c1_country` is the sender's country (as the envelope says),
    `c4_country` the receiver's (as the own records say); each ISO 3166-1 alpha-2. The country of the end user that is
    served here must be known, the other one may be empty. `sender_seat` and `receiver_seat` are the seat ids of the two
    access points. `end_user` is an own identifier of the end user that is served here, the same for all its participant
    identifiers; it never leaves the house.
    """

    at: datetime
    direction: Literal["outgoing", "incoming"]
    c1_country: str
    c4_country: str
    sender_seat: str
    receiver_seat: str
    document_type: DocumentTypeId
    process: ProcessId
    transport_profile: str
    end_user: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment needs its timezone")

    @property
    def end_user_country(self) -> str:
        """The country of the end user that is served here."""
        return self.c1_country if self.direction == "outgoing" else self.c4_country

    @property
    def other_seat(self) -> str:
        """The other access point."""
        return self.receiver_seat if self.direction == "outgoing" else self.sender_seat


@dataclass(frozen=True, slots=True)
class Key:
    """One part of what a subset is counted by."""

    meta: str
    scheme: str
    value: str


Keys = Callable[[Exchange], tuple[Key, ...]]


def _document(exchange: Exchange) -> Key:
    return Key("DT", exchange.document_type.scheme, exchange.document_type.value)


def _process(exchange: Exchange) -> Key:
    return Key("PR", exchange.process.scheme, exchange.process.value)


def _country(exchange: Exchange) -> Key:
    return Key("CC", "EndUserCountry", exchange.end_user_country)


def _provider(exchange: Exchange) -> Key:
    return Key("SP", "CertSubjectCN", exchange.other_seat)


EUSR_SUBSETS: dict[str, Keys] = {
    "PerDT-PR": lambda each: (_document(each), _process(each)),
    "PerDT-PR-EUC": lambda each: (_document(each), _process(each), _country(each)),
    "PerDT-EUC": lambda each: (_document(each), _country(each)),
    "PerEUC": lambda each: (_country(each),),
}
TSR_SUBTOTALS: dict[str, Keys] = {
    "PerTP": lambda each: (Key("TP", "Peppol", each.transport_profile),),
    "PerSP-DT-PR": lambda each: (_provider(each), _document(each), _process(each)),
    "PerSP-DT-PR-CC": lambda each: (
        _provider(each), _document(each), _process(each),
        Key("CC", "SenderCountry", each.c1_country or UNKNOWN_COUNTRY),
        Key("CC", "ReceiverCountry", each.c4_country or UNKNOWN_COUNTRY),
    ),
}  # fmt: skip
# A sender can't know the receiver's country, so its own transactions are not counted here (SCH-TSR-43).
_INCOMING_ONLY = ("PerSP-DT-PR-CC",)


def write_end_user_statistics(exchanges: Iterable[Exchange], start: date, end: date, seat: str) -> bytes:
    """The End User Statistics Report of the days from `start` to `end`, by the access point with the seat id `seat`.

    How many end users sent, received, or did either, in all and by subsets. Exchanges of other days are passed over.
    """
    counted = [each for each in _in_period(exchanges, start, end) if each.document_type != MLS.id]
    root = _report(EUSR, "EndUserStatisticsReport", END_USER_STATISTICS.customization, start, end, seat)
    _end_users(etree.SubElement(root, f"{{{EUSR}}}FullSet"), counted)
    for name, keys in EUSR_SUBSETS.items():
        subsets: defaultdict[tuple[Key, ...], list[Exchange]] = defaultdict(list)
        for each in counted:
            subsets[keys(each)].append(each)
        for key in sorted(subsets, key=_order):
            subset = etree.SubElement(root, f"{{{EUSR}}}Subset", type=name)
            _write_keys(subset, EUSR, key)
            _end_users(subset, subsets[key])
    return serialize(root)


def write_transaction_statistics(exchanges: Iterable[Exchange], start: date, end: date, seat: str) -> bytes:
    """The Transaction Statistics Report of the days from `start` to `end`, by the access point with the seat id `seat`.

    How many documents came in and went out, in all and by subtotals. Exchanges of other days are passed over.
    """
    counted = _in_period(exchanges, start, end)
    root = _report(TSR, "TransactionStatisticsReport", TRANSACTION_STATISTICS.customization, start, end, seat)
    _counts(etree.SubElement(root, f"{{{TSR}}}Total"), Counter(each.direction for each in counted))
    for name, keys in TSR_SUBTOTALS.items():
        subtotals: defaultdict[tuple[Key, ...], Counter[str]] = defaultdict(Counter)
        for each in counted:
            if name not in _INCOMING_ONLY or each.direction == "incoming":
                subtotals[keys(each)][each.direction] += 1
        for key in sorted(subtotals, key=_order):
            subtotal = etree.SubElement(root, f"{{{TSR}}}Subtotal", type=name)
            _write_keys(subtotal, TSR, key)
            _counts(subtotal, subtotals[key])
    return serialize(root)


def _in_period(exchanges: Iterable[Exchange], start: date, end: date) -> list[Exchange]:
    return [
        each
        for each in exchanges
        if start <= each.at.astimezone(UTC).date() <= end and each.document_type not in _NEVER_COUNTED
    ]


def _report(namespace: str, name: str, customization: str, start: date, end: date, seat: str) -> etree._Element:
    nsmap: Any = {None: namespace}
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=nsmap)
    etree.SubElement(root, f"{{{namespace}}}CustomizationID").text = customization
    etree.SubElement(root, f"{{{namespace}}}ProfileID").text = REPORTING_PROCESS.value
    header = etree.SubElement(root, f"{{{namespace}}}Header")
    period = etree.SubElement(header, f"{{{namespace}}}ReportPeriod")
    etree.SubElement(period, f"{{{namespace}}}StartDate").text = start.isoformat()
    etree.SubElement(period, f"{{{namespace}}}EndDate").text = end.isoformat()
    etree.SubElement(header, f"{{{namespace}}}ReporterID", schemeID="CertSubjectCN").text = seat
    return root


def _write_keys(parent: etree._Element, namespace: str, keys: Iterable[Key]) -> None:
    for key in keys:
        element = etree.SubElement(parent, f"{{{namespace}}}Key", metaSchemeID=key.meta, schemeID=key.scheme)
        element.text = key.value


def _end_users(parent: etree._Element, exchanges: Sequence[Exchange]) -> None:
    senders = {each.end_user for each in exchanges if each.direction == "outgoing"}
    receivers = {each.end_user for each in exchanges if each.direction == "incoming"}
    for name, users in (
        ("SendingEndUsers", senders), ("ReceivingEndUsers", receivers),
        ("SendingOrReceivingEndUsers", senders | receivers),
    ):  # fmt: skip
        etree.SubElement(parent, f"{{{EUSR}}}{name}").text = str(len(users))


def _counts(parent: etree._Element, counter: Counter[str]) -> None:
    etree.SubElement(parent, f"{{{TSR}}}Incoming").text = str(counter["incoming"])
    etree.SubElement(parent, f"{{{TSR}}}Outgoing").text = str(counter["outgoing"])


def _order(keys: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(key.value for key in keys)
