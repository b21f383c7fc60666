"""The words of a declaration that no format's own tests take one by one."""

from decimal import Decimal

from lxml import etree

from faktura.checks import Severity
from faktura.formats.mapping.reading import Reading, build
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Document, Each, Fixed, Group, Inside, Leaf, Marker
from faktura.formats.mapping.values import BARE_AMOUNT
from faktura.model import Identifier, Invoice, Line, Seller, Totals

SYNTAX = Syntax(name="x", title="X 1", prefixes={"a": "urn:a"})


def written(invoice: Invoice, *rows) -> str:
    root = etree.fromstring(Document(SYNTAX, "root", "urn:a", rows).write(invoice))
    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in root).replace(
        ' xmlns:a="urn:a"', ""
    )


def read(body: str, *rows):
    reading = Reading(SYNTAX, currency="EUR")
    root = etree.fromstring(f'<root xmlns="urn:a">{body}</root>')
    reading.children(root, Document(SYNTAX, "root", "urn:a", rows).table, reading.document, "")
    return build(Invoice, reading.document), reading.findings


def test_a_required_group_stands_without_values_and_may_be_read_empty():
    group = Group("a:head", Leaf("a:number", "number"), required=True)
    assert written(Invoice(), group) == "<a:head/>"
    assert read("<head/>", group) == (Invoice(), [])


def test_a_group_that_repeats_goes_on_where_it_ended():
    rows = Group("a:terms", Leaf("a:number", "number"), Leaf("a:text", "payment_terms"), repeats=True)
    body = "<terms><number>1</number></terms><terms><text>now</text></terms>"
    assert read(body, rows) == (Invoice(number="1", payment_terms="now"), [])


def test_an_attribute_tells_groups_apart():
    def number(field: str, scheme: str) -> Group:
        return Group("a:tax", Leaf("a:id", field, marked_by=(("scheme", scheme),)))

    rows = Inside("seller", number("vat_id", "V"), number("tax_registration_id", "F"))
    invoice = Invoice(seller=Seller(vat_id="1", tax_registration_id="2"))
    body = '<a:tax><a:id scheme="V">1</a:id></a:tax><a:tax><a:id scheme="F">2</a:id></a:tax>'
    assert "".join(written(invoice, rows).split()) == "".join(body.split())
    assert read(body.replace("a:", ""), rows) == (invoice, [])
    assert [each.rule for each in read('<tax><id scheme="?">1</id></tax>', rows)[1]] == ["x_unknown_element"]


def test_a_part_decides_which_element_is_written():
    rows = Each("identifiers", Leaf("a:local", "value", only=lambda one: one.scheme is None))
    seller = Seller(identifiers=(Identifier(value="1"), Identifier(value="2", scheme="0088")))
    assert written(Invoice(seller=seller), Inside("seller", rows)) == "<a:local>1</a:local>"


def test_a_constant_attribute_is_compared():
    leaf = Leaf("a:day", "number", constants=(("format", "102"),))
    assert written(Invoice(number="1"), leaf) == '<a:day format="102">1</a:day>'
    invoice, (finding,) = read('<day format="610">1</day>', leaf)
    assert (invoice.number, finding.rule, finding.severity) == ("1", "x_unexpected_value", Severity.WARNING)


def test_an_amount_may_be_written_without_its_currency_and_is_compared_all_the_same():
    leaf = Inside("totals", Leaf("a:due", "amount_due", BARE_AMOUNT))
    invoice = Invoice(currency="EUR", totals=Totals(amount_due=Decimal(5)))
    assert written(invoice, leaf) == "<a:due>5</a:due>"
    assert read('<due currencyID="EUR">5</due>', leaf)[1] == []
    assert [each.rule for each in read('<due currencyID="USD">5</due>', leaf)[1]] == ["x_currency_differs"]


def test_a_marker_may_stand_for_what_is_not_said():
    rows = Each("lines", Group("a:row", Leaf("a:id", "id"), Marker("a:kind", "1", also=("",)), Fixed("a:unit", "u")))
    assert read("<row><id>7</id><unit>u</unit></row>", rows) == (Invoice(lines=(Line(id="7"),)), [])
    assert [each.rule for each in read("<row><id>7</id><kind>2</kind></row>", rows)[1]] == ["x_unknown_element"]
