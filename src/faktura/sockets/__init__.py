"""The shapes that plug in: Country, Specification, Format, Channel, Processor."""

from faktura.sockets.channel import Announcement, Channel, Delivered, Outcome, Parcel, ParcelFile, Refused, TryLater
from faktura.sockets.country import (
    Country,
    DatedRate,
    IdentifierKind,
    NumberRules,
    PrintedText,
    Retention,
    SampleIdentity,
)
from faktura.sockets.format import Branding, Format, NotWritable, Rendered, RenderOptions
from faktura.sockets.processor import Processor, ReceivedAmount
from faktura.sockets.specification import Specification

__all__ = [
    "Announcement",
    "Branding",
    "Channel",
    "Country",
    "DatedRate",
    "Delivered",
    "Format",
    "IdentifierKind",
    "NotWritable",
    "NumberRules",
    "Outcome",
    "Parcel",
    "ParcelFile",
    "PrintedText",
    "Processor",
    "ReceivedAmount",
    "Refused",
    "RenderOptions",
    "Rendered",
    "Retention",
    "SampleIdentity",
    "Specification",
    "TryLater",
]
