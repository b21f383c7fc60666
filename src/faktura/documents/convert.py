"""A document in another form, with everything named that did not come along."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from faktura.checks import Finding, Severity
from faktura.documents.check import Report, check
from faktura.documents.choice import AUTO, names_specification
from faktura.documents.content import name_of, said_by
from faktura.documents.json_document import read_json
from faktura.documents.recognise import UnsupportedDocument, recognise
from faktura.model import Invoice
from faktura.model.json import to_plain
from faktura.registry import formats, specifications
from faktura.sockets import Format, Rendered, RenderOptions
from faktura.source import UnreadableDocument

BUSINESS_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
"""BT-23 of an ordinary invoice, in Peppol BIS Billing 3 and XRechnung alike."""
_VALUE_LENGTH_MAX = 60


class NotConvertible(ValueError):  # noqa: N818 - what the document is, as UnreadableDocument
    """The document can't be brought into the form that was asked for; `findings` say why."""

    def __init__(self, sentence: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A form that documents are brought into.

    `format` is ours (``json`` for the model's own). `specification`: what BT-24 is made to name, empty for the
    document's own. `profiles`: name -> specification, where the form has sizes to choose from.
    """

    name: str
    format: str
    specification: str = ""
    profiles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The bytes, and what is to be told.

    `read` says what of the document could not be read, `lost` what the new form could not carry, `changed` what was
    set anew. `report` is the check of the new bytes; None for a form that is for people only.
    """

    content: bytes
    media_type: str
    file_extension: str
    read: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    report: Report | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be told, in the order of the work."""
        return (*self.read, *self.changed, *self.lost, *(self.report.findings if self.report else ()))

    @property
    def good(self) -> bool:
        """Whether nothing fatal was found."""
        return all(finding.severity is not Severity.FATAL for finding in self.findings)


_PROFILES = {name: f"facturx-{name}" for name in ("minimum", "basic-wl", "basic", "en16931", "extended")} | {
    "xrechnung": "xrechnung-3"
}
_TARGETS = (
    Target(name="json", format="json"),
    Target(name="ubl", format="ubl"),
    Target(name="cii", format="cii"),
    Target(name="xrechnung-ubl", format="ubl", specification="xrechnung-3"),
    Target(name="xrechnung-cii", format="cii", specification="xrechnung-3"),
    Target(name="facturx", format="facturx", profiles=_PROFILES),
    Target(name="pdf", format="pdf"),
)


def targets() -> dict[str, Target]:
    """Name -> target, as far as their formats and specifications are installed."""
    return {
        each.name: each
        for each in _TARGETS
        if (each.format == "json" or each.format in formats())
        and (not each.specification or each.specification in specifications())
    }


def read_document(content: bytes) -> tuple[Invoice, tuple[Finding, ...]]:
    """The invoice in a document of any form that is read, with what could not be read of it.

    Raises:
        NotConvertible: nothing that can be read as an invoice.
    """
    try:
        recognised = recognise(content)
        if recognised.root is None:
            invoice, wrong = read_json(recognised.content)
            if invoice is None:
                raise NotConvertible("The document is no invoice of ours: its fields are not right.", wrong)
            return invoice, ()
        read = formats()[recognised.syntax].read
        assert read is not None
        invoice, found = read(recognised.content)
        return invoice, (*recognised.notes, *found)
    except (UnreadableDocument, UnsupportedDocument) as error:
        code = "document_unreadable" if isinstance(error, UnreadableDocument) else "document_unsupported"
        finding = Finding(rule=code, severity=Severity.FATAL, message=str(error))
        raise NotConvertible(str(error), (finding,)) from None


def convert(content: bytes, to: str, *, profile: str = "", language: str = "en") -> Converted:
    """Bring a document into another form. What is written is checked again by the rules that it then names.

    Raises:
        LookupError: there is no such target, or no such profile; its text names those that there are.
        NotConvertible: the document can't be read, or the form can't hold it without becoming wrong.
    """
    target = find_target(to, profile)
    invoice, read = read_document(content)
    asked = target.profiles[profile] if profile else target.specification
    named = _naming(invoice, asked) if asked else invoice
    written = _write(named, target, RenderOptions(language=language))
    return Converted(
        content=written.content,
        media_type=written.media_type,
        file_extension=written.file_extension,
        read=read,
        changed=tuple(_changes(invoice, named)),
        lost=tuple(_losses(named, written.content, target)),
        report=None if target.format == "pdf" else check(written.content, asked or AUTO),
    )


def find_target(to: str, profile: str = "") -> Target:
    """The target of that name, with that profile if one is named.

    Raises:
        LookupError: there is none.
    """
    known = targets()
    if to not in known:
        raise LookupError(f"There is no target {to[:40]!r}; there are {', '.join(known)}.")
    target = known[to]
    if profile and target.profiles.get(profile) not in specifications():
        there = [name for name, specification in target.profiles.items() if specification in specifications()]
        are = f"there are {', '.join(there)}" if there else "it has none"
        raise LookupError(f"{to} has no profile {profile[:40]!r}; {are}.")
    return target


def _naming(invoice: Invoice, specification: str) -> Invoice:
    """The invoice with BT-24 of a specification, and BT-23 where it has none that the specification knows."""
    meant = specifications()[specification]
    if not names_specification(invoice.specification or "", meant):
        invoice = replace(invoice, specification=meant.identifier)
    needs_process = bool(meant.business_process) or specification == "xrechnung-3"
    if needs_process and not invoice.business_process:
        invoice = replace(invoice, business_process=meant.business_process or BUSINESS_PROCESS)
    return invoice


def _changes(before: Invoice, after: Invoice) -> Iterable[Finding]:
    for name, term in (("specification", "BT-24"), ("business_process", "BT-23")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            was = f"“{_short(old)}”" if old else "nothing"
            yield Finding(
                rule="value_set",
                severity=Severity.INFORMATION,
                message=f"{term} said {was} and was set to “{new}”, as the target wants it.",
                pointer=f"/{name}",
                term=term,
            )


def _write(invoice: Invoice, target: Target, options: RenderOptions) -> Rendered:
    if target.format == "json":
        content = orjson.dumps(to_plain(invoice), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        return Rendered(content=content, media_type="application/json", file_extension="json")
    try:
        return formats()[target.format].write(invoice, options)
    except ValueError as error:
        # What a format can't write without making it wrong, it says in a sentence.
        raise NotConvertible(str(error)) from None


def _losses(invoice: Invoice, content: bytes, target: Target) -> Iterable[Finding]:
    """What the new form does not say, term by term: told by reading it again, or by what the format says of itself."""
    if target.format == "json":
        return
    form = formats()[target.format]
    said = said_by(invoice)
    if form.read is None:
        lost = Counter({each: times for each, times in said.items() if name_of(each[0])[0] in form.cannot_carry})
    else:
        lost = said - said_by(form.read(content)[0])
    for pointer, values in _by_place(lost).items():
        number, name = name_of(pointer)
        why = form.cannot_carry.get(number, "")
        yield Finding(
            rule="term_not_carried",
            severity=Severity.WARNING,
            message=f"{name or pointer} ({number}): {_listed(values)} {_is_lost(form, why)}",
            pointer=pointer,
            term=number,
        )


def _is_lost(form: Format, why: str) -> str:
    return f"is not carried by {form.title}: {why}." if why else f"is not carried by {form.title} in this form."


def _by_place(lost: Counter[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for (pointer, value), times in lost.items():
        found.setdefault(pointer, []).extend([value] * times)
    return found


_SHOWN_MAX = 3


def _listed(values: list[Any]) -> str:
    texts = ", ".join(f"“{_short(value)}”" for value in values[:_SHOWN_MAX])
    return f"{texts} and {len(values) - _SHOWN_MAX} more" if len(values) > _SHOWN_MAX else texts


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _VALUE_LENGTH_MAX else f"{text[: _VALUE_LENGTH_MAX - 1]}…"
