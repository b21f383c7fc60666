"""BR-DE-1, BR-DE-19, BR-DE-20, BR-DE-23 to BR-DE-25, BR-DE-30 and BR-DE-31: how is paid."""

from collections.abc import Iterable

from faktura.checks import Breach, Severity
from faktura.model import Invoice, PaymentInstructions
from faktura.model.payment import DirectDebit
from faktura.specifications.xrechnung_3.codes import CARDS, CREDIT_TRANSFERS, SEPA_CREDIT_TRANSFER, SEPA_DIRECT_DEBIT
from faktura.specifications.xrechnung_3.edition import family
from faktura.specifications.xrechnung_3.texts import is_iban

RULES = family("payment")

_TRANSFER, _CARD, _DEBIT = "/credit_transfers", "/card", "/direct_debit"


def _given(instructions: PaymentInstructions) -> list[str]:
    """Pointers to the details that are given."""
    there = (
        (_TRANSFER, bool(instructions.credit_transfers)),
        (_CARD, instructions.card is not None),
        (_DEBIT, instructions.direct_debit is not None),
    )
    return [pointer for pointer, given in there if given]


@RULES.rule("BR-DE-1", "Say how is to be paid: give payment_instructions (BG-16) with their means_code.", "BG-16")
def _instructions(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.payment_instructions else ("/payment_instructions",)


def _ways(codes: frozenset[str], own: str, letters: tuple[str, str], messages: tuple[str, str], *terms: str) -> None:
    """Declare the two rules of one way to pay: its own details are given, those of others are not."""

    def has_own(instructions: PaymentInstructions) -> Iterable[Breach]:
        return (own,) if instructions.means_code in codes and own not in _given(instructions) else ()

    def has_no_others(instructions: PaymentInstructions) -> Iterable[Breach]:
        if instructions.means_code not in codes:
            return ()
        return [pointer for pointer in _given(instructions) if pointer != own]

    RULES.each("payment_instructions", letters[0], messages[0], "BT-81", terms[0])(has_own)
    RULES.each("payment_instructions", letters[1], messages[1], "BT-81", *terms[1:])(has_no_others)


_ways(
    CREDIT_TRANSFERS,
    _TRANSFER,
    ("BR-DE-23-a", "BR-DE-23-b"),
    (
        "A credit transfer (means_code 30 or 58, BT-81) names the account to pay to: give credit_transfers (BG-17).",
        "A credit transfer (means_code 30 or 58, BT-81) has neither card (BG-18) nor direct_debit (BG-19): take them "
        "out, or choose another means_code.",
    ),
    "BG-17",
    "BG-18",
    "BG-19",
)
_ways(
    CARDS,
    _CARD,
    ("BR-DE-24-a", "BR-DE-24-b"),
    (
        "A payment by card (means_code 48, 54 or 55, BT-81) names the card: give card (BG-18).",
        "A payment by card (means_code 48, 54 or 55, BT-81) has neither credit_transfers (BG-17) nor direct_debit "
        "(BG-19): take them out, or choose another means_code.",
    ),
    "BG-18",
    "BG-17",
    "BG-19",
)
_ways(
    frozenset((SEPA_DIRECT_DEBIT,)),
    _DEBIT,
    ("BR-DE-25-a", "BR-DE-25-b"),
    (
        "A SEPA direct debit (means_code 59, BT-81) names mandate and account: give direct_debit (BG-19).",
        "A SEPA direct debit (means_code 59, BT-81) has neither credit_transfers (BG-17) nor card (BG-18): take them "
        "out, or choose another means_code.",
    ),
    "BG-19",
    "BG-17",
    "BG-18",
)


@RULES.each(
    "payment_instructions",
    "BR-DE-19",
    "The account of a SEPA credit transfer (means_code 58; credit_transfers, BT-84) should be an IBAN with the right "
    "check digits.",
    "BT-81",
    "BT-84",
    severity=Severity.WARNING,
)
def _iban_of_payee(instructions: PaymentInstructions) -> Iterable[Breach]:
    if instructions.means_code != SEPA_CREDIT_TRANSFER:
        return ()
    return [
        f"/credit_transfers/{at}/account"
        for at, transfer in enumerate(instructions.credit_transfers)
        if not is_iban(transfer.account or "")
    ]


@RULES.each(
    "payment_instructions",
    "BR-DE-20",
    "The account that a SEPA direct debit is drawn from (means_code 59; direct_debit.debited_account, BT-91) should be "
    "an IBAN with the right check digits.",
    "BT-81",
    "BT-91",
    severity=Severity.WARNING,
)
def _iban_of_payer(instructions: PaymentInstructions) -> Iterable[Breach]:
    debit = instructions.direct_debit
    if instructions.means_code != SEPA_DIRECT_DEBIT or debit is None or is_iban(debit.debited_account or ""):
        return ()
    return ("/direct_debit/debited_account",)


@RULES.each(
    "payment_instructions/direct_debit",
    "BR-DE-30",
    "A direct debit (BG-19) names the creditor: give creditor_identifier (BT-90), in UBL an identifier of the seller "
    "or payee with the scheme SEPA.",
    "BT-90",
    "BG-19",
)
def _creditor(debit: DirectDebit) -> Iterable[Breach]:
    return () if debit.creditor_identifier else ("/creditor_identifier",)


@RULES.each(
    "payment_instructions/direct_debit",
    "BR-DE-31",
    "A direct debit (BG-19) names the account that it is drawn from: give debited_account (BT-91).",
    "BT-91",
    "BG-19",
)
def _debited_account(debit: DirectDebit) -> Iterable[Breach]:
    return () if debit.debited_account else ("/debited_account",)
