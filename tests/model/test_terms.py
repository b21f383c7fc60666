import dataclasses

import pytest

from faktura.model import Address, Invoice
from faktura.model.terms import FLATTENED_GROUPS, Term, all_terms, fields_of, part, term_at

TERMS = list(all_terms(Invoice))
NUMBERS = {number for number, _, _ in TERMS}


def parts_below(cls, found=None):
    found = {} if found is None else found
    if cls not in found:
        found[cls] = fields_of(cls)
        for info in found[cls]:
            if info.part is not None:
                parts_below(info.part, found)
    return found


def test_every_field_of_every_part_carries_a_term():
    parts = parts_below(Invoice)
    assert len(parts) > 20
    for cls, infos in parts.items():
        assert [info.name for info in infos] == [field.name for field in dataclasses.fields(cls)]
        assert all(info.term.name for info in infos)


def test_a_field_without_a_term_is_refused():
    @part
    class Nameless:
        city: str | None = None

    with pytest.raises(TypeError, match=r"Nameless\.city carries no business term"):
        fields_of(Nameless)


def test_every_business_term_of_the_standard_is_carried():
    # EN 16931-1 numbers its terms BT-1 to BT-165; BT-4 was withdrawn and does not exist.
    assert [f"BT-{n}" for n in range(1, 166) if n != 4 and f"BT-{n}" not in NUMBERS] == []


def test_every_business_group_of_the_standard_is_carried():
    groups = NUMBERS | FLATTENED_GROUPS.keys()
    assert [f"BG-{n}" for n in range(1, 33) if f"BG-{n}" not in groups] == []


def test_flattened_groups_name_fields_of_their_parent_and_have_no_part():
    parents = {"BG-2": "", "BG-29": "/lines/-", "BG-31": "/lines/-"}
    paths = {path for _, path, _ in TERMS}
    for group, names in FLATTENED_GROUPS.items():
        assert group not in NUMBERS
        assert [name for name in names if f"{parents[group]}/{name}" not in paths] == []


def test_no_number_is_outside_the_standard():
    allowed = {f"BT-{n}" for n in range(1, 166) if n != 4} | {f"BG-{n}" for n in range(1, 33)}
    subterms = {"BT-34-1", "BT-49-1", "BT-125-1", "BT-125-2", "BT-158-1", "BT-158-2"}
    assert allowed | subterms >= NUMBERS


def test_a_term_stands_in_one_place_only():
    # An exemption reason may be given on a line, too; a term with a scheme is both a part and the value inside it.
    places = {}
    for number, path, _ in TERMS:
        places.setdefault(number, []).append(path)
    several = {number for number, paths in places.items() if len(paths) > 1}
    assert several == {"BT-120", "BT-121", "BT-34", "BT-49", "BT-158"}


@pytest.mark.parametrize(
    ("pointer", "number"),
    [
        ("/number", "BT-1"),
        ("/seller/address/city", "BT-37"),
        ("/buyer/address/city", "BT-52"),
        ("/tax_representative/address/line3", "BT-164"),
        ("/delivery/address/country", "BT-80"),
        ("/lines/0/vat/rate", "BT-152"),
        ("/lines/17/charges/2/amount", "BT-141"),
        ("/allowances/0/vat/category", "BT-95"),
        ("/charges/0/vat/rate", "BT-103"),
        ("/lines/-/period/end_date", "BT-135"),
        ("/period/end_date", "BT-74"),
        ("/lines/0", "BG-25"),
        ("/lines/0/surprise", "BG-25"),
        ("/surprise", ""),
        ("", ""),
    ],
)
def test_the_term_at_a_pointer(pointer, number):
    assert term_at(Invoice, pointer) == number


def test_every_listed_term_is_found_at_its_pointer():
    for number, path, _ in TERMS:
        assert term_at(Invoice, path) == number


def test_a_shared_part_has_the_number_of_the_group_around_it():
    city = next(info.term for info in fields_of(Address) if info.name == "city")
    assert [city.within(group) for group in ("BG-5", "BG-8", "BG-12", "BG-15", "BG-99")] == [
        "BT-37",
        "BT-52",
        "BT-66",
        "BT-77",
        "",
    ]
    assert Term("BT-1", "Invoice number").within("BG-4") == "BT-1"
