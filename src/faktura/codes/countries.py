"""Countries: ISO 3166-1 alpha-2 with EN 16931's two additions (rules BR-CL-14, BR-CL-15), and VAT prefixes."""

from faktura.codes.code_list import CodeList

COUNTRIES = CodeList("ISO 3166-1 countries, 1A (Kosovo) and XI (Northern Ireland)", file="iso-3166-1.txt")

# Greece writes EL before its VAT numbers, not its ISO code GR (Directive 2006/112/EC, article 215).
VAT_PREFIXES = CodeList("Prefixes of VAT identifiers", [*COUNTRIES, "EL"])
