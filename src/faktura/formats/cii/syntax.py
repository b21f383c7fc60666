"""The namespaces of the Cross Industry Invoice; releases D16B to D22B share them."""

from faktura.formats.mapping.syntax import Syntax

NAMESPACE = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"

CII = Syntax(
    name="cii",
    title="UN/CEFACT CII D16B",
    prefixes={
        "rsm": NAMESPACE,
        "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
        "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
        "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    },
)
