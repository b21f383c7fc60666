"""``faktura convert``: a document in another form."""

import sys
from pathlib import Path

from faktura.checks import Finding
from faktura.cli.files import WrongUsage, read_file, write_file
from faktura.documents import NotConvertible, convert, find_target
from faktura.source import UnreadableDocument


def tell(finding: Finding) -> None:
    """A finding on standard error, in one line."""
    term = f" {finding.term}" if finding.term and finding.term not in finding.message else ""
    place = finding.location or finding.pointer
    print(f"{finding.severity.value}: {finding.rule}:{term} {finding.message} {place}".rstrip(), file=sys.stderr)


def run(path: Path, to: str, output: Path | None, *, profile: str, language: str) -> bool:
    """Convert and write; True when nothing fatal was found, in what was read and in what was written.

    Raises:
        WrongUsage: no such target or profile, no such file, or bytes that no terminal shows.
    """
    try:
        find_target(to, profile)
    except LookupError as error:
        raise WrongUsage(str(error.args[0])) from None
    if not path.exists():
        raise WrongUsage(f"there is no file {path}")
    try:
        converted = convert(read_file(path), to, profile=profile, language=language)
    except UnreadableDocument as error:
        print(f"faktura: {path}: {error}", file=sys.stderr)
        return False
    except NotConvertible as error:
        print(f"faktura: {path}: {error}", file=sys.stderr)
        for finding in error.findings:
            if finding.message != str(error):
                tell(finding)
        return False
    if output is not None:
        write_file(output, converted.content)
    elif converted.media_type == "application/pdf" and sys.stdout.isatty():
        raise WrongUsage("a PDF is nothing for a terminal; name a file with --output")
    else:
        sys.stdout.buffer.write(converted.content)
        sys.stdout.buffer.flush()
    for finding in converted.findings:
        tell(finding)
    return converted.good
