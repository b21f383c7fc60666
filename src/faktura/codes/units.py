"""Units of measure: UN/ECE Recommendations 20 and 21 (rule BR-CL-23), and friendly names for the usual ones."""

from faktura.codes.code_list import CodeList

UNITS = CodeList("UN/ECE Recommendation 20 and 21 units", file="unece-rec-20-21.txt")

# "piece" is H87, because Recommendation 20 itself calls H87 "piece"; C62 is its "one", for what is merely counted.
_NAMES = {
    "H87": ("piece", "pc", "pcs"),
    "C62": ("one", "unit", "item"),
    "EA": ("each",),
    "PR": ("pair",),
    "SET": ("set",),
    "DZN": ("dozen",),
    "CEN": ("hundred",),
    "MIL": ("thousand",),
    "P1": ("percent", "%"),
    "LS": ("lump_sum", "flat_rate", "flat"),
    "SEC": ("second", "s"),
    "MIN": ("minute", "min"),
    "HUR": ("hour", "h"),
    "DAY": ("day", "d"),
    "E49": ("working_day",),
    "WEE": ("week",),
    "MON": ("month",),
    "QAN": ("quarter",),
    "ANN": ("year",),
    "MGM": ("milligram", "mg"),
    "GRM": ("gram", "g"),
    "KGM": ("kilogram", "kg"),
    "TNE": ("tonne", "t"),
    "LBR": ("pound", "lb"),
    "ONZ": ("ounce", "oz"),
    "MMT": ("millimetre", "millimeter", "mm"),
    "CMT": ("centimetre", "centimeter", "cm"),
    "MTR": ("metre", "meter", "m"),
    "KMT": ("kilometre", "kilometer", "km"),
    "INH": ("inch",),
    "FOT": ("foot", "ft"),
    "YRD": ("yard",),
    "SMI": ("mile",),
    "LM": ("linear_metre", "linear_meter"),
    "MTK": ("square_metre", "square_meter", "m2", "m²"),
    "MTQ": ("cubic_metre", "cubic_meter", "m3", "m³"),
    "MLT": ("millilitre", "milliliter", "ml"),
    "LTR": ("litre", "liter", "l"),
    "HLT": ("hectolitre", "hectoliter", "hl"),
    "KWH": ("kilowatt_hour", "kwh"),
    "MWH": ("megawatt_hour", "mwh"),
    "E34": ("gigabyte", "gb"),
    "E35": ("terabyte", "tb"),
    "IE": ("person",),
    "E51": ("job",),
    "E54": ("trip",),
    "E48": ("service", "service_unit"),
    "ZP": ("page",),
    "D68": ("word",),
    "XPK": ("package",),
    "XPA": ("packet",),
    "XBX": ("box",),
    "XCT": ("carton",),
    "XPX": ("pallet",),
    "XBO": ("bottle",),
    "XBG": ("bag",),
    "XRO": ("roll",),
}
_IRREGULAR_PLURALS = {
    "inches": "INH",
    "feet": "FOT",
    "boxes": "XBX",
    "people": "IE",
    "persons": "IE",
    "lump_sums": "LS",
}

UNIT_ALIASES = {name: code for code, names in _NAMES.items() for name in names} | _IRREGULAR_PLURALS
"""Friendly name -> UN/ECE code; names are lower case, with underscores between words."""


def unit_code(name: str) -> str | None:
    """The UN/ECE code for a friendly name or for a code: ``hour`` -> ``HUR``, ``HUR`` -> ``HUR``; None if unknown.

    Names may be in capitals, in the plural, and with spaces or hyphens (``Square metres``). A code is taken exactly
    as the recommendation writes it, and goes before any name.
    """
    if name in UNITS:
        return name
    plain = "_".join(name.lower().replace("-", " ").replace("_", " ").split())
    return UNIT_ALIASES.get(plain) or UNIT_ALIASES.get(plain.removesuffix("s"))
