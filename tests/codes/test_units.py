import pytest

from faktura.codes import UNIT_ALIASES, UNITS, unit_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("hour", "HUR"),
        ("hours", "HUR"),
        ("Hour", "HUR"),
        ("h", "HUR"),
        ("day", "DAY"),
        ("piece", "H87"),
        ("pieces", "H87"),
        ("unit", "C62"),
        ("kg", "KGM"),
        ("Square metres", "MTK"),
        ("square-meter", "MTK"),
        ("m²", "MTK"),
        ("boxes", "XBX"),
        ("feet", "FOT"),
        ("working day", "E49"),
        ("kWh", "KWH"),
        ("%", "P1"),
        (" month ", "MON"),
    ],
)
def test_a_friendly_name_gives_the_code(name: str, code: str) -> None:
    assert unit_code(name) == code


@pytest.mark.parametrize("code", ["HUR", "H87", "C62", "EA", "4L", "XPX", "10"])
def test_a_code_stays_as_it_is(code: str) -> None:
    assert unit_code(code) == code


@pytest.mark.parametrize("name", ["", "s ome", "stk", "HURR", "hur", "XXX", "--"])
def test_an_unknown_name_gives_none(name: str) -> None:
    assert unit_code(name) is None


def test_every_alias_leads_to_a_code_of_the_list_and_hides_none() -> None:
    assert {code for code in UNIT_ALIASES.values() if code not in UNITS} == set()
    assert {name for name in UNIT_ALIASES if name in UNITS} == set()
    assert len(UNIT_ALIASES) >= 40
