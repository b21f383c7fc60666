"""Whatever the bytes are: an invoice, or a sentence."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faktura.formats.facturx import Hybrid, UnreadableDocument, extract, read, write

from .samples import OPTIONS, Handmade, with_attachments

OURS = write(with_attachments("a.pdf"), OPTIONS).content
PACKED = Handmade().packed_content()
PLAIN = Handmade().content()
# Whatever may lead a reader astray.
SPLINTERS = st.sampled_from([
    b"", b"<<", b">>", b"[", b"]", b"(", b")", b"\\", b"stream\n", b"endstream", b"endobj", b"1 0 obj", b" 0 R", b"/",
    b"#", b"-1", b"99999999999", b"/Length", b"/Kids", b"/Prev 0", b"/W[8 8 8]", b"/Index[0 999999]", b"/Filter",
    b"/ObjStm", b"/XRef", b"/Catalog", b"xref\n0 99999\n", b"trailer\n<</Root 1 0 R>>", b"startxref\n0", b"%%EOF",
])  # fmt: skip


def try_to_read(content: bytes) -> None:
    try:
        assert isinstance(extract(content), Hybrid)
        read(content)
    except UnreadableDocument as why:
        assert str(why).endswith((".", ")")) or ": " in str(why)  # noqa: PT017 - either way is right


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated(data):
    content = bytearray(data.draw(st.sampled_from([OURS, PACKED, PLAIN])))
    for _ in range(data.draw(st.integers(1, 6))):
        # Most of a PDF is pages; its end is where it can be led astray.
        near = data.draw(st.sampled_from([len(content), 3000, 300]))
        at = max(0, len(content) - near) + data.draw(st.integers(0, near))
        splinter = data.draw(st.one_of(SPLINTERS, st.binary(max_size=4)))
        content[at : at + data.draw(st.integers(0, 12))] = splinter
    try_to_read(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([OURS, PACKED, PLAIN]), st.floats(0, 1), st.floats(0, 1))
def test_cut_out(content, start, end):
    try_to_read(b"%PDF-1.7\n" + content[int(start * len(content)) : int(end * len(content))])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(SPLINTERS, st.binary(max_size=8), st.just(b" ")), max_size=40))
def test_rubble(pieces):
    try_to_read(b"%PDF-1.7\n" + b"".join(pieces))
