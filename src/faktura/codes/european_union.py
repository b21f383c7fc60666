"""Member states of the European Union, as ISO 3166-1 codes; Greece's VAT identifiers start with EL.

Source: Treaty on European Union, art. 52, with the withdrawal of the United Kingdom on 2020-01-31. As of 2026-11-23.
Northern Ireland (VAT prefix XI) is treated as a member for goods only (Protocol on Ireland/Northern Ireland).
"""

MEMBERS = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
