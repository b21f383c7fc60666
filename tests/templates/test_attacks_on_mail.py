"""What a mail's template may try: each attack ends as a finding."""

import time
from typing import Any

import pytest

from faktura.templates.sandbox.crew import Made, sandbox
from faktura.templates.sandbox.mail_work import FILTERS, PART_LENGTH_MAX, SUBJECT_LENGTH_MAX, one_line

DATA: dict[str, Any] = {"name": "<b>Lindenhof</b>", "items": [1, 2, 3], "nested": {"items": "an item, no method"}}


def write(part: str, source: str, **changes: Any) -> Made:
    return sandbox().run({"work": "mail", "parts": {part: source}, "data": DATA, **changes}, patient=True)


def written(part: str, source: str) -> str:
    made = write(part, source)
    assert not made.errors, made.errors
    text: str = made.header["parts"][part]
    return text


REACHES = {
    "a class": "{{ ''.__class__ }}",
    "the family of a class": "{{ name.__class__.__mro__[1].__subclasses__() }}",
    "by a filter": "{{ name|attr('__class__') }}",
    "by a key": "{{ name['__class__'] }}",
    "by map": "{{ items|map(attribute='__class__')|list }}",
    "by sort": "{{ items|sort(attribute='__class__') }}",
    "a loop's inside": "{% for i in items %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "a macro's inside": "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "a macro's caller": "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "the template itself": "{{ self.__init__ }}",
    "its blocks": "{% block b %}{{ self._TemplateReference__context }}{% endblock %}",
    "globals": "{{ lipsum.__globals__ }}",
    "a method": "{{ name.upper() }}",
    "a method of a list": "{{ items.append(1) }}",
    "a method of data": "{{ nested.update({}) }}",
    "a format string": "{{ '{0.__class__}'.format(name) }}",
    "another format string": "{{ '%s'|format(name) }}",
    "an undefined value's inside": "{{ missing.__init__ }}",
    "a namespace": "{% set n = namespace() %}",
    "a cycler": "{{ cycler(1).next }}",
    "a file": "{% include '/etc/passwd' %}",
    "a parent": "{% extends '/etc/passwd' %}",
    "a library": "{% import 'os' as os %}",
    "part of a library": "{% from 'os' import path %}",
    "an extension": "{% do items.append(1) %}",
    "debugging": "{% debug %}",
}


@pytest.mark.parametrize("attack", REACHES)
def test_nothing_behind_the_data_is_reached(attack: str) -> None:
    made = write("text", REACHES[attack])
    assert made.errors
    assert {error["code"] for error in made.errors} <= {"template_error", "template_forbidden"}
    assert not made.header.get("parts")


BOMBS = {
    "a range": "{% for i in range(10**9) %}{% endfor %}",
    "a long text": "{{ 'a' * 10**9 }}",
    "a power": "{{ 2 ** 10**9 }}",
    "a wide text": "{{ 'a'|center(10**9) }}",
    "a wide format": "{{ '%1000000000d' % 1 }}",
    "a long join": "{{ 'a' ~ 'b' }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macros in macros": "{% macro a(n) %}" + "{{ b(n) }}" * 50 + "{% endmacro %}{% macro b(n) %}"
    + "{{ a(n) }}" * 50 + "{% endmacro %}{{ a(1) }}",
    "loops in loops": "{% for a in items %}" * 18 + "x" + "{% endfor %}" * 18,
    "an endless recursion of a loop": "{% for i in items recursive %}{{ loop(items) }}{% endfor %}",
    "parentheses": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "conditions in conditions": "{% if 1 %}" * 3_000 + "{% endif %}" * 3_000,
    "much text": "x" * (PART_LENGTH_MAX + 1),
}  # fmt: skip


@pytest.mark.parametrize("attack", BOMBS)
def test_nothing_grows_without_end(attack: str) -> None:
    started = time.monotonic()
    made = write("text", BOMBS[attack], cpu_seconds=2, wall_seconds=15)
    assert time.monotonic() - started < 20
    assert made.errors
    assert {error["code"] for error in made.errors} <= {
        "template_error", "template_forbidden", "template_too_large", "template_crashes",
    }  # fmt: skip


ESCAPES = {
    "turned off": "{% autoescape false %}{{ name }}{% endautoescape %}",
    "by a filter": "{{ name|safe }}",
    "by another filter": "{{ name|forceescape }}",
}


@pytest.mark.parametrize("attack", ESCAPES)
def test_escaping_can_not_be_turned_off(attack: str) -> None:
    assert write("html", ESCAPES[attack]).errors


def test_data_is_escaped_in_html_and_only_there() -> None:
    assert "&lt;b&gt;Lindenhof" in written("html", "<p>{{ name }}</p>")
    assert written("text", "{{ name }}") == "<b>Lindenhof</b>"
    # Neither is data read as a template.
    made = sandbox().run(
        {"work": "mail", "parts": {"text": "{{ name }}"}, "data": {"name": "{{ 7*7 }}{% debug %}"}}, patient=True
    )
    assert made.header["parts"]["text"] == "{{ 7*7 }}{% debug %}"


@pytest.mark.parametrize(
    "subject",
    [
        "Invoice\r\nBcc: thief@example.com",
        "Invoice\nBcc: thief@example.com",
        "Invoice\u2028Bcc: thief@example.com",
        "Invoice\x0bBcc: thief@example.com\x00",
        "{% set x = '\r\n' %}Invoice{{ x }}Bcc: thief@example.com",
    ],
)
def test_a_subject_is_one_line(subject: str) -> None:
    assert written("subject", subject) == "Invoice Bcc: thief@example.com"


def test_a_subject_has_a_length_and_is_not_turned_round() -> None:
    assert len(one_line("x" * 1_000)) == SUBJECT_LENGTH_MAX
    assert one_line("a\u202egpj.exe") == "a gpj.exe"
    assert write("subject", "{{ '' }}").errors


def test_values_conditions_loops_and_filters_work() -> None:
    assert (
        written("text", "{% for i in items %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}")
        == "1, 2, 3"
    )
    assert written("text", "{{ nested.items }}") == "an item, no method"
    assert written("text", "{% if missing is defined %}x{% else %}y{% endif %}") == "y"
    assert written("text", "{% macro twice(t) %}{{ t }}{{ t }}{% endmacro %}{{ twice('a') }}") == "aa"
    assert (
        written("text", "{{ items|join('-') }} {{ missing|default('none') }} {{ name|upper }}")
        == "1-2-3 none <B>LINDENHOF</B>"
    )
    assert {"default", "join", "upper"} <= set(FILTERS)


def test_errors_have_a_line() -> None:
    made = write("text", "one\ntwo {{ missing.name }}\n")
    assert [(error["line"], error["part"]) for error in made.errors] == [(2, "text")]
    assert "missing" in made.errors[0]["message"]
    unclosed = write("html", "<p>\n{% if name %}\n")
    assert unclosed.errors[0]["line"] == 2
