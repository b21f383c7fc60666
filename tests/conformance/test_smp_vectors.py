"""Answers of real SMPs: their signatures, and what is read from them."""

from datetime import UTC, datetime

import pytest

from faktura.channels.peppol.document_types import KNOWN
from faktura.channels.peppol.metadata import ServiceMetadata, UnreadableMetadata, choose_endpoint, read_signed_metadata
from faktura.source import parse

from . import official

pytestmark = pytest.mark.conformance

# smp1 was changed in its sample (another transport profile), smp2 was indented after it had been signed.
CHANGED = ("smp1", "smp2")
RIGHT = {"smp3": "0088:5060482240009", "smp4": "0106:55872255"}


def answer(name: str) -> bytes | None:
    folder = official.corpora()
    path = folder / "as4" / f"{name}.xml" if folder else None
    return path.read_bytes() if path and path.is_file() else None


@pytest.mark.parametrize("name", RIGHT)
def test_signatures_of_real_smps_are_right(name):
    content = answer(name)
    if content is None:
        return
    metadata = read_signed_metadata(content, sha1=True)
    assert isinstance(metadata, ServiceMetadata)
    assert metadata.participant.value == RIGHT[name]
    assert "PEPPOL PRODUCTION SMP" in metadata.signer.subject.rfc4514_string()
    official.note(f"The signature of {name} is right.")


@pytest.mark.parametrize("name", [*RIGHT, *CHANGED])
def test_sha_1_is_refused_today(name):
    content = answer(name)
    if content is None:
        return
    with pytest.raises(UnreadableMetadata, match="rsa-sha1"):
        read_signed_metadata(content)


@pytest.mark.parametrize("name", CHANGED)
def test_answers_that_were_changed_are_refused(name):
    content = answer(name)
    if content is None:
        return
    with pytest.raises(UnreadableMetadata, match="was changed"):
        read_signed_metadata(content, sha1=True)


def test_an_indented_answer_is_right_without_its_indentation():
    content = answer("smp2")
    if content is None:
        return
    root = parse(content)
    for element in root.iter():
        for side in ("text", "tail"):
            if not (getattr(element, side) or "x").strip():
                setattr(element, side, None)
    from lxml import etree

    metadata = read_signed_metadata(etree.tostring(root), sha1=True)
    assert isinstance(metadata, ServiceMetadata)
    assert metadata.participant.value == "0088:5026744000002"


def test_the_endpoint_for_as4_is_found():
    content = answer("smp4")
    if content is None:
        return
    metadata = read_signed_metadata(content, sha1=True)
    assert isinstance(metadata, ServiceMetadata)
    processes = [process.id for process in metadata.processes]
    chosen = choose_endpoint(metadata, processes, datetime(2019, 1, 1, tzinfo=UTC))
    assert isinstance(chosen, tuple)
    assert chosen[1].url == "https://ap.econnect.eu/as4/v1"
    assert "PNL000052" in chosen[1].certificate.subject.rfc4514_string()
    expired = choose_endpoint(metadata, processes, datetime(2026, 12, 1, tzinfo=UTC))
    assert getattr(expired, "code", "") == "expired"


def test_the_table_of_document_types_is_as_published():
    import json

    folder = official.corpora()
    path = folder / "codelists" / "Peppol_Code_Lists_-_Document_types_v9.7.json" if folder else None
    if path is None or not path.is_file():
        return
    rows = {
        f"{row['scheme']}::{row['value']}": row
        for row in json.loads(path.read_text("utf-8"))["values"]
        if row["state"] == "active"
    }
    for known in KNOWN:
        row = rows[str(known.id)]
        assert row["initial-release"] == known.since, known.title
        published = {f"{each['scheme']}::{each['value']}" for each in row["process-ids"]}
        assert {str(process) for process in known.processes} <= published, known.title
    official.note(f"All {len(KNOWN)} document types of Peppol are as published in code lists 9.7.")
