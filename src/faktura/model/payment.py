"""How the amount is to be paid: BG-16 to BG-19."""

from typing import Annotated

from annotated_types import MaxLen

from faktura.model.terms import Term, part
from faktura.model.values import LIST_LENGTH_MAX, Code, Name, Text


@part
class CreditTransfer:
    """BG-17 CREDIT TRANSFER."""

    account: Annotated[Code | None, Term("BT-84", "Payment account identifier (IBAN where there is one)")] = None
    account_name: Annotated[Name | None, Term("BT-85", "Payment account name")] = None
    bic: Annotated[Code | None, Term("BT-86", "Payment service provider identifier (BIC)")] = None


@part
class PaymentCard:
    """BG-18 PAYMENT CARD INFORMATION."""

    account_number: Annotated[Code | None, Term("BT-87", "Payment card primary account number")] = None
    holder_name: Annotated[Name | None, Term("BT-88", "Payment card holder name")] = None


@part
class DirectDebit:
    """BG-19 DIRECT DEBIT."""

    mandate_reference: Annotated[Code | None, Term("BT-89", "Mandate reference identifier")] = None
    creditor_identifier: Annotated[Code | None, Term("BT-90", "Bank assigned creditor identifier")] = None
    debited_account: Annotated[Code | None, Term("BT-91", "Debited account identifier")] = None


@part
class PaymentInstructions:
    """BG-16 PAYMENT INSTRUCTIONS."""

    means_code: Annotated[Code | None, Term("BT-81", "Payment means type code (UNTDID 4461)")] = None
    means_text: Annotated[Name | None, Term("BT-82", "Payment means text")] = None
    remittance_information: Annotated[Text | None, Term("BT-83", "Remittance information")] = None
    credit_transfers: Annotated[
        tuple[CreditTransfer, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-17", "CREDIT TRANSFER")
    ] = ()
    card: Annotated[PaymentCard | None, Term("BG-18", "PAYMENT CARD INFORMATION")] = None
    direct_debit: Annotated[DirectDebit | None, Term("BG-19", "DIRECT DEBIT")] = None
