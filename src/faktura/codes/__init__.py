"""Code lists (UNTDID, ISO, EAS, VATEX, UN/ECE units), each with its date and source. Pure."""

from faktura.codes.code_list import CodeList
from faktura.codes.countries import COUNTRIES, VAT_PREFIXES
from faktura.codes.currencies import CURRENCIES
from faktura.codes.electronic_addresses import ELECTRONIC_ADDRESS_SCHEMES
from faktura.codes.identifier_schemes import IDENTIFIER_SCHEMES, SEPA_SCHEME
from faktura.codes.media_types import ATTACHMENT_MEDIA_TYPES
from faktura.codes.units import UNIT_ALIASES, UNITS, unit_code
from faktura.codes.untdid_1001 import CREDIT_NOTE_TYPES, DOCUMENT_TYPES, INVOICE_TYPES
from faktura.codes.untdid_1153 import OBJECT_SCHEMES
from faktura.codes.untdid_2005 import TAX_POINT_DATES, TAX_POINT_DATES_2475
from faktura.codes.untdid_4451 import NOTE_SUBJECTS
from faktura.codes.untdid_4461 import CREDIT_TRANSFERS, PAYMENT_MEANS
from faktura.codes.untdid_5189 import ALLOWANCE_REASONS
from faktura.codes.untdid_5305 import VAT_CATEGORIES, VAT_CATEGORY_NAMES
from faktura.codes.untdid_7143 import CLASSIFICATION_SCHEMES
from faktura.codes.untdid_7161 import CHARGE_REASONS
from faktura.codes.vat_exemptions import VAT_EXEMPTION_REASONS

__all__ = [
    "ALLOWANCE_REASONS",
    "ATTACHMENT_MEDIA_TYPES",
    "CHARGE_REASONS",
    "CLASSIFICATION_SCHEMES",
    "COUNTRIES",
    "CREDIT_NOTE_TYPES",
    "CREDIT_TRANSFERS",
    "CURRENCIES",
    "DOCUMENT_TYPES",
    "ELECTRONIC_ADDRESS_SCHEMES",
    "IDENTIFIER_SCHEMES",
    "INVOICE_TYPES",
    "NOTE_SUBJECTS",
    "OBJECT_SCHEMES",
    "PAYMENT_MEANS",
    "SEPA_SCHEME",
    "TAX_POINT_DATES",
    "TAX_POINT_DATES_2475",
    "UNITS",
    "UNIT_ALIASES",
    "VAT_CATEGORIES",
    "VAT_CATEGORY_NAMES",
    "VAT_EXEMPTION_REASONS",
    "VAT_PREFIXES",
    "CodeList",
    "unit_code",
]
