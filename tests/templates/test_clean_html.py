"""HTML of a mail: what is dangerous goes, what is told stays."""

import pytest

from faktura.templates.sandbox.clean_html import DEPTH_MAX, clean_html

GOES = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<SCRIPT SRC=https://x.example/x.js></SCRIPT>",
    "an event": '<p onclick="alert(1)">x</p>',
    "an event in capitals": '<p ONMOUSEOVER="alert(1)">x</p>',
    "an event of a picture": '<img src="https://x.example/x.png" onerror="alert(1)">',
    "a link that runs": '<a href="javascript:alert(1)">x</a>',
    "a link that hides that it runs": '<a href=" java\tscript:alert(1)">x</a>',
    "a link with data": '<a href="data:text/html,alert(1)">x</a>',
    "a link without protection": '<a href="http://x.example">x</a>',
    "a link without a scheme": '<a href="//x.example">x</a>',
    "a link with a password": '<a href="https://bank.example@x.example">x</a>',
    "a frame": '<iframe src="https://x.example"></iframe>',
    "an object": '<object data="x.swf"></object>',
    "a form": '<form action="https://x.example"><input name="alert(1)"></form>',
    "another base": '<base href="https://x.example">',
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://x.example">',
    "a style sheet from elsewhere": '<link rel="stylesheet" href="https://x.example/x.css">',
    "a style that loads": '<p style="background:url(https://x.example/x.png)">x</p>',
    "a style that runs": '<p style="width:expression(alert(1))">x</p>',
    "a style that hides": '<p style="background:u\\72l(https://x.example)">x</p>',
    "a style that covers": '<p style="position:fixed;top:0">x</p>',
    "a sheet that loads": "<style>@import 'https://x.example/x.css';</style>",
    "a drawing": '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
    "a formula": '<math><mtext><img src=x onerror="alert(1)"></mtext></math>',
    "a comment that is read": "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "an unclosed comment": "<!--><script>alert(1)</script>-->",
    "an instruction": "<?xml-stylesheet href='https://x.example'?>",
    "a template": "<template><script>alert(1)</script></template>",
    "text that ends early": "<title><script>alert(1)</script></title>",
    "a picture without protection": '<img src="http://x.example/x.png">',
    "a picture of the machine": '<img src="file:///etc/passwd">',
    "many sizes": '<img srcset="http://x.example/x.png 2x">',
    "an id of a form": '<button formaction="javascript:alert(1)">x</button>',
}  # fmt: skip


@pytest.mark.parametrize("attack", GOES)
def test_what_is_dangerous_goes(attack: str) -> None:
    cleaned, removed = clean_html(f"<p>before</p>{GOES[attack]}<p>after</p>")
    for word in ("<script", "javascript:", "onclick", "onmouseover", "onerror", "<iframe", "<object", "<form", "<input",
                 "<base", "<link", "http://", "url(", "expression", "fixed", "@import", "<svg", "<math", "<!--", "<?",
                 "<template", "refresh", "file:", "data:", "srcset", "<button", 'href="//', "bank.example@",
                 ):  # fmt: skip
        assert word not in cleaned.lower(), cleaned
    assert "before" in cleaned
    if attack not in ("a comment that is read", "an unclosed comment", "an instruction", "text that ends early"):
        assert removed


def test_what_is_told_stays() -> None:
    text = (
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>T</title><style>.a { color: red }</style>'
        '</head><body style="margin:0"><table role="presentation" width="100%" cellpadding="0"><tr><td align="center" '
        'bgcolor="#ffffff"><a href="https://x.example/i/1?a=b&amp;c=d">Open</a> <a href="mailto:a@x.example">Write</a>'
        '<img src="https://x.example/logo.png" alt="Logo" width="10"></td></tr></table></body></html>'
    )
    cleaned, removed = clean_html(text)
    assert removed == []
    for kept in ('lang="de"', "color: red", 'style="margin:0"', 'role="presentation"', 'bgcolor="#ffffff"',
                 'href="https://x.example/i/1?a=b&amp;c=d"', 'href="mailto:a@x.example"', "logo.png", 'alt="Logo"',
                 ):  # fmt: skip
        assert kept in cleaned
    assert 'rel="noopener noreferrer"' in cleaned
    again, more = clean_html(cleaned)
    assert (again, more) == (cleaned, [])


def test_the_places_are_told() -> None:
    _, removed = clean_html('<p>x</p>\n<p onclick="x()">y</p>')
    assert removed == [("The attribute onclick of <p> is removed.", 2)]


def test_depth_is_bounded() -> None:
    cleaned, removed = clean_html("<div>" * (DEPTH_MAX + 50) + "x")
    assert cleaned == ""
    assert str(DEPTH_MAX) in removed[0][0]
    assert clean_html("")[0] == ""


def test_the_buyers_page_is_kept_whatever_its_scheme() -> None:
    own = "http://127.0.0.1:8080/i/abc"
    cleaned, removed = clean_html(f'<a href="{own}">a</a><a href="{own}/other">b</a>', own)
    assert f'href="{own}"' in cleaned
    assert len(removed) == 1
