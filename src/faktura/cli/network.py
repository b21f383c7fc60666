"""``faktura network``: a whole Peppol network on this machine, and one document sent through it."""

import asyncio
import contextlib
import sys
from pathlib import Path

from faktura.channels.peppol.access_point.evidence import verify_evidence, write_evidence
from faktura.channels.peppol.access_point.outcomes import Delivered, NoRoad, Refused
from faktura.channels.peppol.box import Network, example_invoice
from faktura.channels.peppol.identifiers import NoIdentifier, ParticipantId, participant
from faktura.channels.peppol.sml import host_of
from faktura.cli.files import WrongUsage, read_file, write_file
from faktura.source import UnreadableDocument

PORTS_MAX = 65_000


def run(file: Path | None, *, sender: str, receiver: str, evidence: Path | None, port: int, serve: bool) -> bool:
    """Start the network, send a document (an example of ours, unless one is named), and print each step; False when it
    did not arrive, or its evidence does not hold. With `serve` the network goes on until Ctrl-C.

    Raises:
        WrongUsage: no such file, a file that can't be sent or written, or identifiers that are none.
    """
    if port > PORTS_MAX:
        raise WrongUsage(f"--port is at most {PORTS_MAX}: the access points take those that follow")
    document = _document(file)
    try:
        parties = participant(sender), participant(receiver)
    except NoIdentifier as error:
        raise WrongUsage(str(error)) from None
    if parties[0] == parties[1]:
        raise WrongUsage("name two different participants")
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_run(document, *parties, evidence=evidence, port=port, serve=serve))
    return True


def _document(file: Path | None) -> bytes:
    if file is None:
        return example_invoice()
    if not file.exists():
        raise WrongUsage(f"there is no file {file}")
    try:
        return read_file(file)
    except UnreadableDocument as error:
        raise WrongUsage(f"{file}: {error}") from None


async def _run(
    document: bytes, sender: ParticipantId, receiver: ParticipantId, *, evidence: Path | None, port: int, serve: bool
) -> bool:
    async with Network.start([sender.value, receiver.value], port=port) as network:
        _tell_addresses(network)
        good = await _send(network, document, sender, receiver, evidence)
        if serve:
            print("\nThe network runs until Ctrl-C.", flush=True)
            await asyncio.Event().wait()
        return good


def _tell_addresses(network: Network) -> None:
    host, port = network.names.address
    print(f"Name server    {host}:{port}, zone {network.names.zone.domain}")
    print(f"SMP            {network.smp.url}")
    print(f"Directory      {network.directory_url}")
    for seat, point in network.points.items():
        served = ", ".join(who.value for who in point.served)
        print(f"Access point   {point.url} ({seat}) with {served}")
    sys.stdout.flush()


async def _send(
    network: Network, document: bytes, sender: ParticipantId, receiver: ParticipantId, target: Path | None
) -> bool:
    try:
        order = network.order(sender.value, receiver.value, document)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    print(f"\nSending {order.wanted[0].document_type.type} from {sender.value} to {receiver.value}")
    _step("SML name", host_of(receiver, network.names.zone))
    outcome = await network.carry(order)
    if isinstance(outcome, NoRoad):
        _step("Not sent", f"{outcome.reason} ({outcome.code})")
        return False
    kept = outcome.evidence
    _step("SMP answer", kept.smp_url)
    _step("Sent to", kept.url)
    _step("Message id", kept.message_id)
    _step("Envelope", kept.instance_identifier)
    bundle = write_evidence(kept)
    if target is not None:
        write_file(target, bundle)
    if not isinstance(outcome, Delivered):
        why = f"{outcome.code} {outcome.detail}" if isinstance(outcome, Refused) else outcome.why
        _step("Not delivered", why)
        return False
    _step("Receipt", f"{outcome.receipt.message_id}, signed by the receiver, with the digests that were sent")
    findings = verify_evidence(bundle, network.trust)
    _step("Evidence", f"{len(bundle)} bytes" + (f" in {target}" if target is not None else ""))
    for finding in findings:
        _step("Does not hold", finding.sentence)
    arrived = [each for each in network.received(receiver) if each.message_id == kept.message_id]
    good = not findings and len(arrived) == 1
    if good:
        _step("Delivered", f"once, {len(arrived[0].document)} bytes; the evidence holds")
    return good


def _step(name: str, text: str) -> None:
    print(f"  {name:<13} {text}", flush=True)
