"""What a Typst template may try: each attack ends as a finding, and the next template is set as if nothing were."""

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from faktura.templates.sandbox import zygote
from faktura.templates.sandbox.crew import Busy, Sandbox
from faktura.templates.sandbox.typst_work import PAGES_MAX

from .pages import STARTER, codes, drawn, job, set_source, text_of

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>{}</svg>"

LINKED = SVG.format("<image width='5' height='5' href='/etc/x.png'/>")

READS = {
    "a file of the machine": '#read("/etc/passwd")',
    "a file outside of the folder": '#read("../../../../etc/passwd")',
    "a file that is not there": '#read("secret.key")',
    "an include": '#include "/etc/hostname"',
    "an import of a file": '#import "other.typ": *',
    "a picture outside": '#image("../../x.png")',
    "data of a file": '#json("/proc/self/environ")',
    "a table of a file": '#csv("/etc/passwd")',
    "a plugin of a file": '#import "x.wasm"',
    "a bibliography": '#bibliography("x.bib")',
    "a picture inside a drawing": f'#image(bytes("{LINKED}"))',
}


@pytest.mark.parametrize("attack", READS)
def test_no_file_is_read(attack: str) -> None:
    made = set_source(READS[attack])
    assert made.content == b""
    assert codes(made) <= {"template_file", "template_error"}
    assert made.errors
    # Nothing is told of this machine.
    assert not any("/tmp" in error["message"] + error["hint"] for error in made.errors)


def test_a_file_in_its_own_folder_is_not_read_either() -> None:
    """The folder is empty, and nothing can be opened there: not even by the name that the typesetter gives itself."""
    for name in ("__typst_py_bytes__.typ", "nowhere", ".", "/"):
        assert set_source(f'#read("{name}")').content == b""


@pytest.mark.parametrize("package", ["@preview/cetz:0.3.0", "@local/own:1.0.0", "@preview/x:0.0.1"])
def test_no_package_is_imported(package: str) -> None:
    made = set_source(f'#import "{package}": *')
    assert codes(made) == {"template_package"}
    assert made.errors[0]["line"] == 1


def test_no_connection_reaches_a_server() -> None:
    """A proxy named in the environment would be asked for packages: nobody comes."""
    visits = []

    class Visits(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            visits.append(self.path)
            self.send_error(403)

        def do_GET(self) -> None:
            self.do_CONNECT()

    server = HTTPServer(("127.0.0.1", 0), Visits)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
                patch.setenv(name, f"http://127.0.0.1:{server.server_port}")
            own = Sandbox(size=1)
            made = own.run(job('#import "@preview/cetz:0.3.0"'))
            own.close()
    finally:
        server.shutdown()
        server.server_close()
    assert codes(made) == {"template_package"}
    assert visits == []


CODE = {
    "a plugin of bytes": "#plugin(bytes((0, 97, 115, 109)))",
    "a plugin by the library": "#std.plugin(bytes((0, 97, 115, 109)))",
    "a plugin by its name": '#dictionary(std).at("plugin")',
    "text of a stranger as code": "#eval(json(bytes(sys.inputs.data)).name)",
    "code that leads round": '#std.eval("plugin")',
}


@pytest.mark.parametrize("attack", CODE)
def test_nothing_runs_as_code(attack: str) -> None:
    made = set_source(CODE[attack])
    assert made.content == b""
    assert codes(made) == {"template_error"}


ENDLESS = {
    "a loop": "#{ let n = 0; while n >= 0 { n = n + 1 } }",
    "a loop in a loop": "#for a in range(1000000) { for b in range(1000000) { } }",
    "much text": "#lorem(50000000)",
    "a layout that never settles": '#let s = state("s", 1)\n#context { s.update(s.final() + 1); lorem(9000000) }',
    "text that doubles": '#{ let s = "a"; for i in range(60) { s = s + s }; s }',
    "a list that doubles": "#{ let l = (1,); for i in range(60) { l = l + l }; l.len() }",
    "a range": "#range(1000000000).len()",
    "boxes in boxes": "#let b = [x]\n#for i in range(100000) { b = box(b) }\n#b",
}


@pytest.mark.parametrize("attack", ENDLESS)
def test_what_has_no_end_is_ended(attack: str) -> None:
    started = time.monotonic()
    made = set_source(ENDLESS[attack], cpu_seconds=2, wall_seconds=15)
    assert time.monotonic() - started < 25
    assert made.content == b""
    assert codes(made) <= {"template_too_large", "template_error", "template_crashes"}
    assert made.errors


DEEP = {
    "a function that calls itself": "#let f(x) = f(x + 1)\n#f(1)",
    "two that call each other": "#let f(g, x) = g(f, x)\n#f(f, 1)",
    "parentheses": "#" + "(" * 20_000 + ")" * 20_000,
    "brackets": "#" + "[" * 20_000 + "]" * 20_000,
    "lists": "\n".join("  " * deep + "- x" for deep in range(300)),
    "shows of shows": "#show heading: it => [= again]\n= Once",
    "an equation": "$" + "(" * 5_000 + ")" * 5_000 + "$",
}


@pytest.mark.parametrize("attack", DEEP)
def test_what_is_nested_without_end_is_refused_or_set(attack: str) -> None:
    made = set_source(DEEP[attack], cpu_seconds=4, wall_seconds=20)
    assert codes(made) <= {"template_error", "template_too_large", "template_crashes"}
    assert bool(made.content) != bool(made.errors)


def bomb() -> str:
    """A PNG of 40,000 by 40,000 pixels in a few kilobytes."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    side = 40_000
    packer = zlib.compressobj(9)
    row = b"\0" + bytes(side // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return f"#image(bytes(({','.join(map(str, png))})))"


def laughs() -> str:
    """A drawing of a few lines with ten billion rectangles."""
    groups = "".join(f"<g id='g{n}'>" + f"<use href='#g{n - 1}'/>" * 10 + "</g>" for n in range(1, 11))
    drawing = SVG.format(f"<defs><g id='g0'><rect width='1' height='1'/></g>{groups}</defs><use href='#g10'/>")
    return f'#image(bytes("{drawing}"))'


BOMBS = {"a picture": bomb, "a drawing": laughs}


@pytest.mark.parametrize("kind", BOMBS)
@pytest.mark.parametrize("form", ["pdf", "png"])
def test_bombs_do_no_harm(kind: str, form: str) -> None:
    made = set_source(BOMBS[kind](), form=form, cpu_seconds=3, wall_seconds=20)
    assert codes(made) <= {"template_error", "template_too_large", "template_crashes"}


def test_pages_are_counted() -> None:
    made = set_source(f"#for n in range({PAGES_MAX}) [#n #pagebreak()]")
    assert codes(made) == {"template_too_large"}
    assert str(f"{PAGES_MAX}") in made.errors[0]["message"]
    assert not set_source("#for n in range(20) [#n #pagebreak()]").errors


def test_what_it_makes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert zygote.OUTPUT_BYTES_MAX == 32 * 1024 * 1024
    monkeypatch.setattr(zygote, "OUTPUT_BYTES_MAX", 1_000)
    for count, heard in ((1_001, (b"", "output")), (1_000, (bytes(1_000), ""))):
        here, there = os.pipe()
        os.write(there, bytes(count))
        os.close(there)
        assert zygote.collect(here, 5) == heard
        os.close(here)


def test_a_page_without_end_is_no_picture() -> None:
    made = set_source("#set page(width: 9999999pt, height: 9999999pt)\nx", form="png")
    assert codes(made) <= {"template_too_large", "template_crashes"}
    assert made.errors


def test_files_can_not_be_attached() -> None:
    source = '#pdf.attach("factur-x.xml", bytes("<x/>"), mime-type: "text/xml", description: "x", relationship: "data")'
    assert codes(set_source(source)) == {"template_attaches"}


def test_text_of_strangers_is_text() -> None:
    source = "#json(bytes(sys.inputs.data)).name"
    made = set_source(source, inputs={**job("")["inputs"], "data": '{"name": "#read(1) = *x* $y$ \\\\"}'})
    assert "#read(1) = *x* $y$" in text_of(made)


def test_one_template_leaves_nothing_for_the_next() -> None:
    own = Sandbox(size=1)
    try:
        assert not own.run(job('#let secret = "geheim"\n#metadata(secret) <secret>\nx')).errors
        assert own.run(job("#secret")).errors
        assert own.run(job("#context query(<secret>).len()")).header["pages"] == ["0"]
        # And after one that was ended, too.
        assert own.run(job("#lorem(50000000)", cpu_seconds=1)).errors
        assert own.run(job("fine")).header["pages"] == ["fine"]
    finally:
        own.close()


def test_what_waits_too_long_is_turned_away() -> None:
    own = Sandbox(size=1, waiting=0)
    try:
        own.run(job("ready"))
        slow = threading.Thread(target=own.run, args=(job("#lorem(50000000)", cpu_seconds=2),))
        slow.start()
        time.sleep(0.3)
        with pytest.raises(Busy):
            own.run(job("fine"))
        slow.join()
        assert own.run(job("fine")).content
    finally:
        own.close()


def test_the_wall_clock_ends_what_only_waits() -> None:
    made = set_source("#lorem(50000000)", wall_seconds=0.2)
    assert codes(made) == {"template_too_large"}


def test_errors_have_a_place_and_a_hint() -> None:
    made = set_source("= Title\n\nHello #nobody.name\n")
    assert [(error["line"], error["column"]) for error in made.errors] == [(3, 7)]
    assert "nobody" in made.errors[0]["message"]
    unclosed = set_source("#let x = (1")
    assert (unclosed.errors[0]["line"], unclosed.errors[0]["column"]) == (1, 9)
    hinted = set_source("#(1pt + 1)")
    assert hinted.errors
    warned = set_source('#text(font: "Comic Sans MS")[x]')
    assert warned.content
    assert "font" in warned.warnings[0]["message"].lower()


def test_the_starter_is_set_after_all_of_this() -> None:
    assert drawn(STARTER).is_good


def test_a_server_that_is_killed_leaves_no_process_behind() -> None:
    program = (
        "import os\n"
        "from faktura.templates.sandbox.crew import sandbox\n"
        f"print(len(sandbox().run({job('x')!r}, patient=True).content))\n"
        "print(sandbox()._idle[0]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    made, pid = done.stdout.split()
    assert int(made) > 1_000
    end = time.monotonic() + 30
    while _is_alive(int(pid)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
