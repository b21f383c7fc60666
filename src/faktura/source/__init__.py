"""A document as its sender wrote it: safe reading of XML, a light tree to hold rules against, values as XPath sees.

Pure.
"""

from faktura.source.cii import CII
from faktura.source.safe_xml import UnreadableDocument, parse, serialize
from faktura.source.tree import Document, Group, Leaf, Names, Node, Places, document, shown
from faktura.source.ubl import UBL
from faktura.source.values import (
    Repeated,
    Unevaluable,
    Unreadable,
    amount,
    cents,
    decimal,
    decimals,
    normalized,
    one,
    rounded,
    spaced,
    string,
    value,
)

__all__ = [
    "CII",
    "UBL",
    "Document",
    "Group",
    "Leaf",
    "Names",
    "Node",
    "Places",
    "Repeated",
    "Unevaluable",
    "Unreadable",
    "UnreadableDocument",
    "amount",
    "cents",
    "decimal",
    "decimals",
    "document",
    "normalized",
    "one",
    "parse",
    "rounded",
    "serialize",
    "shown",
    "spaced",
    "string",
    "value",
]
