"""``faktura check``: many files, one line each as it is done, in several processes where that is quicker."""

import gc
import itertools
import json
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

from faktura.checks import Finding, Severity
from faktura.cli.files import SUFFIXES, WrongUsage, files_of, read_day, read_file, write_file
from faktura.documents import Report, check, harmless, must_exist, unreadable
from faktura.source import UnreadableDocument

FILES_IN_ONE_PROCESS = 200
"""Fewer files are done before a second process has started."""
_FILES_IN_A_CHUNK = 20
_CHUNKS_AHEAD = 4
_ORDER = (Severity.FATAL, Severity.WARNING, Severity.INFORMATION)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a specification's name, and the day whose versions count (None: the document's own)."""

    specification: str
    on: date | None = None


def check_file(path: Path, order: Order) -> Report:
    """The report on one file; one that can't be opened or is too big is reported unread."""
    try:
        content = read_file(path)
    except UnreadableDocument as error:
        return unreadable(str(error))
    return check(content, order.specification, order.on)


def json_line(path: Path, report: Report) -> str:
    """The report as one line of JSON, in ASCII: a file's name may be what no encoding can write."""
    return json.dumps({"file": str(path), **report.to_plain()})


def text_lines(path: Path, report: Report) -> str:
    """The report for people: the file and its verdict, then what was found, the gravest first."""
    by = f", {report.specification} {report.version}" if report.specification else ""
    verdict = "valid" if report.valid else "NOT VALID"
    head = harmless(f"{path}: {verdict} ({report.format or 'unknown'}{by})")
    return "\n".join((head, *finding_lines(report.findings)))


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings for people: the gravest first, each with its rule, and where it stands in the model and in the file."""
    for severity in _ORDER:
        for finding in findings:
            if finding.severity is severity:
                yield harmless(f"  {severity.value:11} {finding.rule}: {finding.message}")
                place = " ".join(part for part in (finding.term, finding.pointer, finding.location) if part)
                if place:
                    yield harmless(f"              at {place}")


def _check_whatever_comes(path: Path, order: Order) -> Report:
    try:
        return check_file(path, order)
    except Exception as error:  # noqa: BLE001 - one document must not keep thousands of others from being checked
        message = (
            f"The check came to no end ({type(error).__name__}: {error}): this is a fault of Faktura, please tell."
        )
        return Report("", "", (Finding(rule="check_failed", severity=Severity.FATAL, message=message),))


def _check_chunk(paths: Sequence[Path], order: Order, as_json: bool) -> list[tuple[str, bool]]:
    """What to print for each file, and whether it is valid; made where the file is read, so that little travels."""
    show = json_line if as_json else text_lines
    done = []
    for path in paths:
        report = _check_whatever_comes(path, order)
        done.append((show(path, report), report.valid))
    return done


def _be_quick() -> None:
    """Look for garbage less often: what a document leaves behind is small."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _in_processes(files: Iterator[Path], order: Order, as_json: bool, jobs: int) -> Iterator[list[tuple[str, bool]]]:
    """The chunks in order, a few of them on their way at any time."""
    # A fresh interpreter for each process: nothing of ours is open in it.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_be_quick) as pool:
        waiting: deque[Future[list[tuple[str, bool]]]] = deque()
        while chunk := list(itertools.islice(files, _FILES_IN_A_CHUNK)):
            waiting.append(pool.submit(_check_chunk, chunk, order, as_json))
            if len(waiting) > jobs * _CHUNKS_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _one_by_one(files: Iterator[Path], order: Order, as_json: bool) -> Iterator[list[tuple[str, bool]]]:
    for path in files:
        yield _check_chunk((path,), order, as_json)


def run(
    paths: Sequence[Path], specification: str, on: str | None, *, as_json: bool, jobs: int, report: Path | None = None
) -> bool:
    """Check and print; True when every file is valid. On a terminal, standard error shows how far it is.

    `jobs`: how many processes; 0 for as many as the machine has cores. Few files are checked in this one. `report`:
    where a report for people is written, about one file.

    Raises:
        WrongUsage: a path is not there, there is nothing to check, no such specification, no such day.
    """
    try:
        must_exist(specification)
    except LookupError as error:
        raise WrongUsage(str(error.args[0])) from None
    order = Order(specification, read_day(on))
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise WrongUsage(f"there is no file {missing}")
    files = files_of(paths)
    first = list(itertools.islice(files, FILES_IN_ONE_PROCESS))
    if not first:
        raise WrongUsage(f"there is no file to check; in folders, {', '.join(sorted(SUFFIXES))} are looked at")
    if report is not None:
        return _with_report(first, order, as_json, report)
    jobs = jobs or os.cpu_count() or 1
    everything = itertools.chain(first, files)
    if len(first) < FILES_IN_ONE_PROCESS or jobs == 1:
        chunks = _one_by_one(everything, order, as_json)
    else:
        chunks = _in_processes(everything, order, as_json, jobs)
    return _print(chunks)


def _with_report(files: Sequence[Path], order: Order, as_json: bool, target: Path) -> bool:
    from faktura.documents.report import FORMATS, write_report

    kind = target.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise WrongUsage(f"a report is written as {' or '.join(f'.{each}' for each in FORMATS)}, not as {target.name}")
    if len(files) > 1:
        raise WrongUsage("a report is written about one file at a time")
    (path,) = files
    found = check_file(path, order)
    write_file(target, write_report(found, path.name, kind, datetime.now().astimezone().date()))
    print((json_line if as_json else text_lines)(path, found))
    return found.valid


def _print(chunks: Iterator[list[tuple[str, bool]]]) -> bool:
    # Where both go to the same terminal, the lines themselves show how far it is.
    watched = sys.stderr.isatty() and not sys.stdout.isatty()
    done = invalid = 0
    for chunk in chunks:
        for text, valid in chunk:
            print(text)
            done += 1
            invalid += not valid
        sys.stdout.flush()
        if watched:
            print(f"\r{done} checked, {invalid} not valid", end="", file=sys.stderr, flush=True)
    if watched:
        print(file=sys.stderr)
    return invalid == 0
