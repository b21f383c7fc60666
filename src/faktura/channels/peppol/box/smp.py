"""The SMP of the box, and its directory: what is registered, over HTTP."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from cryptography import x509

from faktura.channels.peppol.box.authority import Held
from faktura.channels.peppol.box.http_server import Request, Response
from faktura.channels.peppol.document_types import KNOWN, KnownDocumentType
from faktura.channels.peppol.identifiers import (
    TRANSPORT_PROFILE,
    DocumentTypeId,
    NoIdentifier,
    ParticipantId,
    decoded,
    document_type,
    participant,
)
from faktura.channels.peppol.metadata import Endpoint, ServiceProcess
from faktura.channels.peppol.publishing import write_service_group, write_service_metadata

DIRECTORY = "/directory/search/1.0/json"
"""Where the directory answers, as that of Peppol does: ``?participant=…``, or nothing for everybody."""
REQUEST_BYTES_MAX = 65_536
_XML = {"Content-Type": "application/xml; charset=UTF-8"}
_JSON = {"Content-Type": "application/json"}


@dataclass(slots=True)
class Registration:
    """What one participant has registered: the address and the certificate that are named for all of it."""

    url: str
    certificate: x509.Certificate
    document_types: Sequence[KnownDocumentType] = KNOWN
    written: dict[DocumentTypeId, bytes] = field(default_factory=dict)


class SmpServer:
    """Answers `Smp` and people. `asked` are the paths that were asked for."""

    def __init__(self, signer: Held) -> None:
        self._signer = signer
        self._held: dict[ParticipantId, Registration] = {}
        self.url = ""
        self.asked: list[str] = []

    def register(self, who: ParticipantId, registration: Registration) -> None:
        """Register a participant, in place of what it had registered."""
        self._held[who] = registration

    def remove(self, who: ParticipantId) -> None:
        """Forget a participant."""
        self._held.pop(who, None)

    async def answer(self, request: Request) -> Response:
        """The answer to a request."""
        self.asked.append(request.path)
        path, _, query = request.path.partition("?")
        if request.method != "GET":
            return Response(status=405, headers={"Allow": "GET"})
        if path == DIRECTORY:
            return self._directory(parse_qs(query).get("participant", [""])[0])
        try:
            answer = await asyncio.to_thread(self._metadata, path)
        except NoIdentifier:
            answer = None
        if answer is None:
            return Response(status=404, headers={"Content-Type": "text/plain"}, body=b"Not found\n")
        return Response(status=200, headers=_XML, body=answer)

    def _metadata(self, path: str) -> bytes | None:
        segments = path.removeprefix("/").split("/")
        who = participant(decoded(segments[0]))
        held = self._held.get(who)
        if held is None:
            return None
        if len(segments) == 1:
            return write_service_group(who, self.url, [known.id for known in held.document_types])
        if len(segments) != 3 or segments[1] != "services":
            return None
        kind = document_type(decoded(segments[2]))
        if kind not in held.written:
            known = next((each for each in held.document_types if each.id == kind), None)
            if known is None:
                return None
            held.written[kind] = self._write(who, held, known)
        return held.written[kind]

    def _write(self, who: ParticipantId, held: Registration, known: KnownDocumentType) -> bytes:
        endpoint = Endpoint(
            transport_profile=TRANSPORT_PROFILE,
            url=held.url,
            certificate=held.certificate,
            description="Network in a box",
            contact="mailto:nobody@example.com",
        )
        processes = [ServiceProcess(process, (endpoint,)) for process in known.processes]
        return write_service_metadata(who, known.id, processes, self._signer.key, self._signer.certificate)

    def _directory(self, wanted: str) -> Response:
        matches = [
            {
                "participantID": {"scheme": who.scheme, "value": who.value},
                "docTypes": [{"scheme": known.id.scheme, "value": known.id.value} for known in held.document_types],
            }
            for who, held in sorted(self._held.items(), key=lambda item: item[0].key)
            if not wanted or wanted.lower() in (str(who).lower(), who.value.lower())
        ]
        found = {"version": "1.0", "total-result-count": len(matches), "matches": matches}
        return Response(status=200, headers=_JSON, body=json.dumps(found, indent=1).encode() + b"\n")
