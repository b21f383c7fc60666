"""How a text file is written: its encoding by its marks, then by trying; its delimiter by counting. Pure."""

import codecs

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    """The text, and the encoding it was read in; `encoding` is what the sender says.

    Without a word of the sender: marks at the beginning, else UTF-8, else Windows-1252, which is what Western
    spreadsheets write, else Latin-1, which knows every byte.

    Raises:
        UnicodeDecodeError: it is not written as the sender, or its own mark, says.
    """
    for mark, name in _MARKS:
        if content.startswith(mark) and encoding in (None, "utf-8", "utf-16"):
            return content.decode(name), "utf-16" if name == "utf-16" else "utf-8"
    if encoding is not None:
        return content.decode(encoding), encoding
    for name in ("utf-8", "windows-1252"):
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
    return content.decode("iso-8859-1"), "iso-8859-1"


def delimiter_of(text: str) -> str:
    """The delimiter that stands most often in the first line, outside quotes; the comma when none does."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter in "\r\n":
            if any(counts.values()):
                break
        elif letter in counts:
            counts[letter] += 1
    return max(counts, key=lambda each: counts[each])
