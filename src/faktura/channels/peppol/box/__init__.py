"""The network in a box: a whole small Peppol network on the loopback interface, for tests, demonstrations and
integrators. Its keys are made when it starts; nothing of it is ever to be trusted outside."""

from faktura.channels.peppol.box.example import BUYER, SELLER, example_invoice
from faktura.channels.peppol.box.faults import Fault, Kind
from faktura.channels.peppol.box.network import Network
from faktura.channels.peppol.box.point import BoxAccessPoint

__all__ = ["BUYER", "SELLER", "BoxAccessPoint", "Fault", "Kind", "Network", "example_invoice"]
