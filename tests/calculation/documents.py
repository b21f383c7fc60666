"""Short ways to write documents down, and strategies that draw them."""

from decimal import Decimal
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st

from faktura.calculation import calculate
from faktura.model import DocumentAllowance, Invoice, Line, LineAllowance, Totals, Vat, VatBreakdown
from faktura.model.json import to_plain

# Drawn documents are the same on every run: a failure on one machine is a failure on all.
drawn = partial(settings, deadline=None, derandomize=True, print_blob=False)


def number(text):
    return None if text is None else Decimal(text)


def vat(category="S", rate="19", **reason):
    return Vat(category=category, rate=number(rate), **reason)


def line(quantity="1", unit_price=None, tax=None, **terms):
    numbers = ("net_amount", "gross_price", "price_discount", "price_base_quantity")
    terms = {name: number(value) if name in numbers else value for name, value in terms.items()}
    return Line(quantity=number(quantity), unit_price=number(unit_price), vat=tax or vat(), **terms)


def line_allowance(**numbers):
    return LineAllowance(**{name: number(value) for name, value in numbers.items()})


def allowance(tax=None, **numbers):
    return DocumentAllowance(vat=tax, **{name: number(value) for name, value in numbers.items()})


def invoice(*lines, currency="EUR", **terms):
    return Invoice(currency=currency, lines=lines, **terms)


def calculated(document):
    """The document's completion; there must be no finding."""
    calculation = calculate(document)
    assert calculation.findings == ()
    return calculation.invoice


def totals_of(document):
    return to_plain(calculated(document).totals)


def rows_of(document):
    return [to_plain(row) for row in calculated(document).vat_breakdown]


def findings_of(document):
    return [(finding.rule, finding.pointer, finding.term) for finding in calculate(document).findings]


def value_at(plain, pointer):
    """What a JSON pointer leads to; None where nothing is."""
    for step in pointer.split("/")[1:]:
        if isinstance(plain, list):
            plain = plain[int(step)] if int(step) < len(plain) else None
        else:
            plain = (plain or {}).get(step)
    return plain


def leaves(plain, pointer=""):
    """Every value of a JSON document with its pointer."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            yield from leaves(value, f"{pointer}/{name}")
    elif isinstance(plain, list):
        for index, value in enumerate(plain):
            yield from leaves(value, f"{pointer}/{index}")
    else:
        yield pointer, plain


def decimals(low, high, places):
    return st.decimals(low, high, allow_nan=False, allow_infinity=False, places=places)


VATS = st.sampled_from(
    [
        vat("S", "19"),
        vat("S", "19.00"),
        vat("S", "7"),
        vat("S", "5.5"),
        vat("L", "6.5"),
        vat("Z", "0"),
        vat("E", None, exemption_reason="Exempt education"),
        vat("E", "0", exemption_reason_code="VATEX-EU-132"),
        vat("AE", None),
        vat("K", "0"),
        vat("G", "0"),
    ]
)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])
MONEY = decimals(0, 1000, 2)
PERCENTS = decimals(0, 100, 2)


def line_allowances():
    return st.lists(
        st.one_of(
            st.builds(LineAllowance, amount=MONEY),
            st.builds(LineAllowance, percent=PERCENTS),
            st.builds(LineAllowance, percent=PERCENTS, base_amount=MONEY),
        ),
        max_size=2,
    ).map(tuple)


def document_allowances():
    return st.lists(
        st.one_of(
            st.builds(DocumentAllowance, amount=MONEY, vat=VATS),
            st.builds(DocumentAllowance, percent=PERCENTS, vat=VATS),
            st.builds(DocumentAllowance, percent=PERCENTS, base_amount=MONEY, vat=VATS),
        ),
        max_size=2,
    ).map(tuple)


LINES = st.builds(
    Line,
    quantity=decimals(-50, 500, 3),
    unit_price=decimals(0, 5000, 4),
    price_base_quantity=st.sampled_from([None, Decimal(1), Decimal(3), Decimal(100)]),
    vat=VATS,
    allowances=line_allowances(),
    charges=line_allowances(),
)
GROSS_LINES = st.builds(
    Line, quantity=decimals(0, 500, 3), gross_price=decimals(50, 5000, 4), price_discount=decimals(0, 50, 4), vat=VATS
)
COMPLETE_INPUTS = st.builds(
    Invoice,
    currency=CURRENCIES,
    lines=st.lists(st.one_of(LINES, GROSS_LINES), min_size=1, max_size=6).map(tuple),
    allowances=document_allowances(),
    charges=document_allowances(),
    totals=st.builds(
        Totals, prepaid_amount=st.none() | MONEY, rounding_amount=st.none() | decimals("-0.99", "0.99", 2)
    ),
)

# Anything at all that the model can hold: absent, given, contradicting, too large, below zero.
ODD = st.none() | decimals("-10", "10", 3) | decimals(-(10**15) + 1, 10**15 - 1, 10)
ODD_VATS = st.none() | st.builds(
    Vat,
    category=st.sampled_from([None, "S", "Z", "E", "AE", "K", "G", "O", "L", "?"]),
    rate=ODD,
    exemption_reason=st.sampled_from([None, "one", "two"]),
    exemption_reason_code=st.sampled_from([None, "VATEX-EU-AE", "VATEX-EU-O"]),
)
ODD_LINE_ALLOWANCES = st.lists(st.builds(LineAllowance, amount=ODD, base_amount=ODD, percent=ODD), max_size=2).map(
    tuple
)
ODD_ALLOWANCES = st.lists(
    st.builds(DocumentAllowance, amount=ODD, base_amount=ODD, percent=ODD, vat=ODD_VATS), max_size=2
).map(tuple)
SPARSE = st.builds(
    Invoice,
    currency=st.sampled_from([None, "EUR", "JPY", "?"]),
    vat_currency=st.sampled_from([None, "EUR", "SEK"]),
    lines=st.lists(
        st.builds(
            Line,
            id=st.sampled_from([None, None, "1", "2", "A"]),
            quantity=ODD,
            unit_price=ODD,
            gross_price=ODD,
            price_discount=ODD,
            price_base_quantity=ODD,
            net_amount=ODD,
            vat=ODD_VATS,
            allowances=ODD_LINE_ALLOWANCES,
            charges=ODD_LINE_ALLOWANCES,
        ),
        max_size=3,
    ).map(tuple),
    allowances=ODD_ALLOWANCES,
    charges=ODD_ALLOWANCES,
    vat_breakdown=st.lists(
        st.builds(
            VatBreakdown,
            category=st.sampled_from([None, "S", "E", "AE", "O"]),
            rate=ODD,
            taxable_amount=ODD,
            tax_amount=ODD,
            exemption_reason=st.sampled_from([None, "one"]),
        ),
        max_size=2,
    ).map(tuple),
    totals=st.none()
    | st.builds(
        Totals,
        sum_of_lines=ODD,
        sum_of_allowances=ODD,
        sum_of_charges=ODD,
        total_without_vat=ODD,
        total_vat=ODD,
        total_with_vat=ODD,
        prepaid_amount=ODD,
        rounding_amount=ODD,
        amount_due=ODD,
    ),
)
