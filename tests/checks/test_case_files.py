"""Reading the cases of rules on documents, and the bases that they begin with."""

import pytest
from lxml import etree

from .case_files import BASES, base, cases
from .edits import PREFIXES

TOML = """
base = "ubl-invoice"
prepare = ["set //cbc:BuyerReference = first"]

[[case]]
rule = "BR-1"
edits = ["delete //cbc:BuyerReference"]

[[case]]
rule = "BR-2"
why = "another base"
base = "ubl: reverse charge"
specification = "nlcius"
prepare = ["set //cbc:BuyerReference = second"]
edits = ["set //cbc:ID = x"]
good = ["set //cbc:BuyerReference = third"]
"""


@pytest.fixture
def room(tmp_path):
    folder = tmp_path / "some_room_3" / "cases"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(TOML, "utf-8")
    (folder / "b.toml").write_text('[[BR-1.good]]\nwhy = "of another shape"\n', "utf-8")
    return folder


def reference(content: bytes) -> list[str]:
    return [one.text for one in etree.fromstring(content).iterfind(f"{{{PREFIXES['cbc']}}}BuyerReference")]


def test_a_case_takes_from_its_file_what_it_does_not_say(room):
    first, second = cases(room)
    assert (first.rule, first.specification, str(first)) == ("BR-1", "some-room-3", "BR-1 in some_room_3/a.toml")
    assert reference(first.bad_document) == []
    assert reference(first.good_document) == ["first"]
    assert (second.specification, str(second)) == ("nlcius", "BR-2 in some_room_3/a.toml: another base")
    assert reference(second.bad_document) == ["second"]
    assert reference(second.good_document) == ["third"]


def test_an_unknown_base_is_named():
    with pytest.raises(LookupError, match="no-such-base"):
        base("no-such-base")


@pytest.mark.parametrize("path", sorted(BASES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_base_is_named_after_its_syntax(path):
    root = etree.fromstring(base(path.stem)).tag
    assert path.stem.startswith("cii-" if root == f"{{{PREFIXES['rsm']}}}CrossIndustryInvoice" else "ubl-")
