"""Who writes to whom: the letterhead, the address in the window, and the legal data at the foot of each page."""

from collections.abc import Iterable
from typing import Any

from stdnum import iban

from faktura.formats.pdf.language import Language
from faktura.model import Address, Buyer, Contact, CreditTransfer, Identifier, Invoice, Seller

SELF_BILLED_TYPE_CODES = frozenset({"261", "389"})
"""UNTDID 1001: self-billed credit note and invoice. The buyer writes them, so the letterhead is the buyer's."""

_CITY_FIRST = frozenset({"GB", "IE"})
_CITY_STATE_CODE = frozenset({"US", "CA", "AU"})
_PROVINCE_BEHIND_CITY = frozenset({"IT", "ES"})
_FOOT_TEXT_LENGTH_MAX = 240


def sort_out(invoice: Invoice) -> tuple[Seller | Buyer, Seller | Buyer]:
    """The party that writes the document and the one that receives it."""
    seller, buyer = invoice.seller or Seller(), invoice.buyer or Buyer()
    return (buyer, seller) if invoice.type_code in SELF_BILLED_TYPE_CODES else (seller, buyer)


def _city_lines(address: Address) -> list[str]:
    """The lines with city and post code, in the order of the country's post (UPU S42 templates)."""
    city, code, subdivision = address.city or "", address.postal_code or "", address.subdivision or ""
    if address.country in _CITY_FIRST:
        return [city, subdivision, code]
    if address.country in _CITY_STATE_CODE:
        return [" ".join(filter(None, (city, subdivision, code)))]
    if address.country in _PROVINCE_BEHIND_CITY and subdivision:
        return [" ".join(filter(None, (code, city, f"({subdivision})")))]
    return [" ".join(filter(None, (code, city))), subdivision]


def address_lines(address: Address | None, language: Language, home_country: str | None = None) -> list[str]:
    """A postal address, line by line; the country is named, in capitals, when it is not `home_country`."""
    if address is None:
        return []
    lines = [address.line1, address.line2, address.line3, *_city_lines(address)]
    if address.country and address.country != home_country:
        lines.append(language.country(address.country).upper())
    return [line for line in lines if line]


def group_account(account: str) -> str:
    """An IBAN in groups of four (ISO 13616); another account number as it is."""
    return iban.format(account) if iban.is_valid(account, check_country=False) else account


def _names(name: str | None, trading_name: str | None) -> list[str]:
    return [text for text in dict.fromkeys((name, trading_name)) if text]


def _country(party: Seller | Buyer) -> str | None:
    return party.address.country if party.address else None


def _home_country(issuer: Seller | Buyer, recipient: Seller | Buyer) -> str | None:
    """The country that the issuer's address needn't name, because the letter stays inside of it."""
    return _country(issuer) if _country(recipient) in (None, _country(issuer)) else None


def letterhead(
    issuer: Seller | Buyer, recipient: Seller | Buyer, language: Language, address: Address | None = None
) -> dict[str, Any]:
    """The sender on the first page: name, address and contact lines, and the one line above the address.

    `address` is a brand's own; what the law asks for stands at the foot all the same.
    """
    lines = address_lines(address or issuer.address, language, _home_country(issuer, recipient))
    contact = issuer.contact or Contact()
    # A trading name is how the sender is known, so it is the headline; the legal name then opens the address.
    name = issuer.trading_name or issuer.name or ""
    legal = [issuer.name] if issuer.trading_name and issuer.name and issuer.name != issuer.trading_name else []
    return {
        "name": name,
        "lines": [*legal, *lines],
        "contact": [text for text in (contact.phone, contact.email) if text],
        # What comes back goes to whom the letterhead names.
        "return_line": " · ".join(filter(None, (name if address else issuer.name, *lines))),
    }


def window(recipient: Seller | Buyer, issuer: Seller | Buyer, language: Language) -> list[str]:
    """The lines in the window of the envelope."""
    lines = _names(recipient.name, recipient.trading_name)
    if recipient.contact and recipient.contact.name and recipient.contact.name not in lines:
        lines.append(recipient.contact.name)
    return lines + address_lines(recipient.address, language, _country(issuer))


def _identifiers(identifiers: Iterable[Identifier]) -> list[str]:
    return [identifier.value for identifier in identifiers if identifier.value]


def foot_columns(invoice: Invoice, language: Language) -> list[list[str]]:
    """What the law wants to be known of the issuer, in columns: name and address, contact, numbers, bank."""
    issuer, recipient = sort_out(invoice)
    contact = issuer.contact or Contact()
    numbers = []
    if issuer.vat_id:
        numbers.append(f"{language.label('party.vat_id')} {issuer.vat_id}")
    if isinstance(issuer, Seller) and issuer.tax_registration_id:
        numbers.append(f"{language.label('party.tax_registration')} {issuer.tax_registration_id}")
    if issuer.legal_registration and issuer.legal_registration.value:
        numbers.append(f"{language.label('party.registration')} {issuer.legal_registration.value}")
    numbers += [f"{language.label('party.identifier')} {value}" for value in _identifiers(issuer.identifiers)[:3]]
    legal = legal_information(invoice) if isinstance(issuer, Seller) else ""
    columns = [
        [
            *_names(issuer.name, issuer.trading_name),
            *address_lines(issuer.address, language, _home_country(issuer, recipient)),
        ],
        [
            *filter(None, (contact.name,)),
            *([f"{language.label('party.phone')} {contact.phone}"] if contact.phone else []),
            *filter(None, (contact.email,)),
        ],
        numbers + (legal.splitlines() if len(legal) <= _FOOT_TEXT_LENGTH_MAX else []),
        _bank(invoice, language) if isinstance(issuer, Seller) else [],
    ]
    return [column for column in columns if column]


def _bank(invoice: Invoice, language: Language) -> list[str]:
    transfers = (t for instructions in invoice.payment_instructions for t in instructions.credit_transfers)
    first = next((transfer for transfer in transfers if transfer.account), CreditTransfer())
    if not first.account:
        return []
    is_iban = iban.is_valid(first.account, check_country=False)
    label = language.label("payment.account_iban" if is_iban else "payment.account")
    lines = [f"{label} {group_account(first.account)}"]
    if first.bic:
        lines.append(f"{language.label('payment.bic')} {first.bic}")
    return lines


def legal_information(invoice: Invoice) -> str:
    """BT-33 of the seller, or an empty text."""
    return (invoice.seller.legal_information if invoice.seller else None) or ""


def long_legal_information(invoice: Invoice) -> str:
    """BT-33 where it must stand among the notes, because the foot of a page can't hold it."""
    text = legal_information(invoice)
    in_foot = len(text) <= _FOOT_TEXT_LENGTH_MAX and invoice.type_code not in SELF_BILLED_TYPE_CODES
    return "" if in_foot else text


def side_blocks(invoice: Invoice, language: Language) -> list[dict[str, Any]]:
    """Further parties between the address and the lines: where it was delivered, and who represents the seller."""
    blocks = []
    home = _country(invoice.seller or Seller())
    delivery, representative = invoice.delivery, invoice.tax_representative
    if delivery and (delivery.name or delivery.address or delivery.location):
        location = [delivery.location.value] if delivery.location and delivery.location.value else []
        lines = [*filter(None, (delivery.name,)), *address_lines(delivery.address, language, home), *location]
        blocks.append({"label": language.label("meta.deliver_to"), "lines": lines})
    if representative:
        vat_id = [f"{language.label('party.vat_id')} {representative.vat_id}"] if representative.vat_id else []
        lines = [
            *filter(None, (representative.name,)),
            *address_lines(representative.address, language, home),
            *vat_id,
        ]
        blocks.append({"label": language.label("meta.tax_representative"), "lines": lines})
    return [block for block in blocks if block["lines"]]
