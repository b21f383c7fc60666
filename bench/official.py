"""Checking documents as they were written, beside the official XSLT run by saxonche: same documents, same process.

Both sides are warm and begin with the document's bytes. The official artefacts that PyPI does not have come from
Maven as in ``make conformance``; what can't be fetched is told and left out. The documents are foreign ones where the
corpora are there, else our own. What fetches the artefacts and knows the corpora is the conformance run's.
"""

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

from conformance import manifest, oracles
from conformance.invoices import INVOICES
from conformance.written import written
from faktura.documents import check
from faktura.formats import cii, ubl
from faktura.sockets import RenderOptions

# Specification, syntax -> how many times quicker we want to be.
AIMS = {
    ("en16931", "ubl"): 20,
    ("en16931", "cii"): 20,
    ("peppol-bis-3", "ubl"): 25,
    ("xrechnung-3", "ubl"): 25,
    ("xrechnung-3", "cii"): 25,
}
DOCUMENTS_MAX = 40
ROUNDS = 5
LINES = (1_000, 10_000)


def _documents(specification: str, syntax: str) -> list[bytes]:
    """Foreign documents of a specification, spread over the corpus; our own where there is no corpus."""
    rows = [row for row in manifest.rows(specification, syntax) if row.agrees == "yes"]
    if not rows:
        return [content for _, content in written(specification, syntax)]
    step = max(1, len(rows) // DOCUMENTS_MAX)
    return [row.content for row in rows[::step]]


def _beside(
    ours: Callable[[bytes], object], theirs: Callable[[bytes], object], documents: list[bytes]
) -> tuple[list[float], list[float]]:
    """Seconds for each document: the medians of several rounds, the sides taking turns."""
    taken: tuple[list[list[float]], list[list[float]]] = ([], [])
    for content in documents:
        for side, act in enumerate((ours, theirs)):
            act(content)
            times = []
            for _ in range(ROUNDS * (4 if act is ours else 1)):
                begin = time.perf_counter()
                act(content)
                times.append(time.perf_counter() - begin)
            taken[side].append(times)
    return [statistics.median(times) for times in taken[0]], [statistics.median(times) for times in taken[1]]


def _official(specification: str, syntax: str) -> Callable[[bytes], object]:
    processor = PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()
    sheets = [
        compiler.compile_stylesheet(stylesheet_file=str(path)) for path in oracles.stylesheets(specification, syntax)
    ]

    def act(content: bytes) -> None:
        # saxonche takes a text without a declaration of its encoding.
        node = processor.parse_xml(xml_text=etree.tostring(etree.fromstring(content), encoding="unicode"))
        for sheet in sheets:
            sheet.transform_to_string(xdm_node=node)

    return act


def long_document(lines: int, syntax: str) -> bytes:
    """One of our own invoices with so many lines."""
    invoice = next(iter(INVOICES.values()))
    many = tuple(replace(invoice.lines[n % len(invoice.lines)], id=str(n + 1)) for n in range(lines))
    write = cii.write if syntax == "cii" else ubl.write
    return write(replace(invoice, lines=many), RenderOptions()).content


def _long(lines: int, syntax: str) -> tuple[float, float]:
    """Seconds and megabytes that checking a long document takes, in a process of its own that did nothing before."""
    specification = "peppol-bis-3" if syntax == "ubl" else "xrechnung-3"
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder, "short.xml"), Path(folder, "long.xml")
        short.write_bytes(long_document(10, syntax))
        long.write_bytes(long_document(lines, syntax))
        command = [sys.executable, "-c", _ALONE, specification, str(short), str(long)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


_ALONE = """
import sys, time
from pathlib import Path
from faktura.documents import check
specification, short, long = sys.argv[1:]
check(Path(short).read_bytes(), specification)
content = Path(long).read_bytes()
def peak():
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
# The kernel hands the parent's peak on to a new process; so it is forgotten first.
Path("/proc/self/clear_refs").write_text("5")
before = peak()
begin = time.perf_counter()
check(content, specification)
seconds = time.perf_counter() - begin
print(seconds, (peak() - before) / 1024)
"""


def run() -> dict[str, float]:
    """Milliseconds a document on both sides, how many times quicker we are, and what long documents take."""
    results: dict[str, float] = {}
    # As a server does it: what was made at start is not looked at again and again.
    gc.collect()
    gc.freeze()
    for (specification, syntax), aim in AIMS.items():
        name = f"{specification}_{syntax}"
        try:
            theirs = _official(specification, syntax)
        except oracles.NoOracleError as error:
            print(f"  {name}: {error}; left out")
            continue
        documents = _documents(specification, syntax)
        us, them = _beside(lambda content, on=specification: check(content, on), theirs, documents)
        results[f"{name}_documents"] = len(documents)
        results[f"{name}_ms"] = round(statistics.median(us) * 1000, 3)
        results[f"{name}_official_ms"] = round(statistics.median(them) * 1000, 3)
        results[f"{name}_times_quicker_median"] = round(statistics.median(them) / statistics.median(us), 1)
        results[f"{name}_times_quicker_total"] = round(sum(them) / sum(us), 1)
        results[f"{name}_aim"] = aim
    for syntax in ("ubl", "cii"):
        for lines in LINES:
            seconds, megabytes = _long(lines, syntax)
            results[f"{syntax}_{lines}_lines_s"] = round(seconds, 3)
            results[f"{syntax}_{lines}_lines_mb"] = round(megabytes, 1)
    return results
