"""``faktura network``."""

import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from channels.peppol.box.networks import INVOICE
from documents import samples

from .runs import PROGRAM, run, said


def test_each_step_is_told(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.zip"
    ended = run("network", "--evidence", evidence)
    assert ended.returncode == 0, said(ended)
    lines = [line.split()[:2] for line in ended.stdout.decode().splitlines() if line.startswith("  ")]
    assert [line[0] for line in lines] == [
        "SML",
        "SMP",
        "Sent",
        "Message",
        "Envelope",
        "Receipt",
        "Evidence",
        "Delivered",
    ]
    assert evidence.read_bytes().startswith(b"PK")
    assert ended.stdout.decode().rstrip().endswith("the evidence holds")


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "invoice.xml"
    path.write_bytes(INVOICE.replace(b"2026-00042", b"mine"))
    ended = run("network", path, "--from", "0088:1", "--to", "9930:de123456789")
    assert ended.returncode == 0, said(ended)
    assert "Sending Invoice from 0088:1 to 9930:de123456789" in ended.stdout.decode()


def test_a_document_that_nobody_takes(tmp_path: Path) -> None:
    path = tmp_path / "invoice.xml"
    path.write_bytes(samples.UBL)
    ended = run("network", path)
    assert ended.returncode == 1
    assert "does not take this kind of document" in ended.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.xml"], "no file"),
        (["--from", "nobody"], "no participant"),
        (["--from", "0088:1", "--to", "0088:1"], "two different"),
        (["--port", "65535"], "at most"),
    ],
)
def test_wrong_usage(arguments: list[str], sentence: str) -> None:
    ended = run("network", *arguments)
    assert ended.returncode == 2
    assert sentence in said(ended)


def test_what_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "invoice.xml"
    path.write_bytes(b"<x/>")
    ended = run("network", path)
    assert ended.returncode == 2
    assert "customization" in said(ended)


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run("network", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 1
    assert "in use" in said(ended)


def test_it_serves_until_it_is_stopped() -> None:
    process = subprocess.Popen(
        [*PROGRAM, "network", "--serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if "until Ctrl-C" in line:
            break
    port = re.search(r"^SMP +http://127\.0\.0\.1:(\d+)$", told, re.MULTILINE)
    assert port is not None
    with socket.create_connection(("127.0.0.1", int(port[1])), 5) as connection:
        connection.sendall(b"GET /directory/search/1.0/json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b'"total-result-count": 2' in answer
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - begin < 5
