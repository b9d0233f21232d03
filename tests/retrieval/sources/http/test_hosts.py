"""Addresses: which are asked, and which never."""

from __future__ import annotations

import pytest

from retrieval.errors import SourceNotAllowed
from retrieval.sources.http.hosts import Address, check_address

REFUSED = {
    "another host": "https://example.com/abs/1",
    "a host within": "https://arxiv.org.example.com/abs/1",
    "a host before": "https://notarxiv.org/abs/1",
    "a part of a known one": "https://evil.arxiv.org/abs/1",
    "not encrypted": "http://arxiv.org/abs/1",
    "a file": "file:///etc/passwd",
    "a file at a host": "file://arxiv.org/etc/passwd",
    "another scheme": "gopher://arxiv.org/1",
    "data": "data:text/plain,arxiv.org",
    "no scheme": "//arxiv.org/abs/1",
    "no address": "arxiv.org",
    "nothing": "",
    "a user": "https://user@arxiv.org/abs/1",
    "a user and password": "https://arxiv.org:pass@evil.example/abs/1",
    "a user that is a host": "https://arxiv.org@127.0.0.1/abs/1",
    "another port": "https://arxiv.org:8443/abs/1",
    "an unencrypted port": "https://arxiv.org:80/abs/1",
    "no port": "https://arxiv.org:/abs/1",
    "loopback": "https://127.0.0.1/abs/1",
    "the metadata service": "https://169.254.169.254/latest/meta-data/",
    "a decimal address": "https://2130706433/",
    "a hexadecimal address": "https://0x7f000001/",
    "an octal address": "https://0177.0.0.1/",
    "an IPv6 address": "https://[::1]/",
    "a wrapped address": "https://[::ffff:127.0.0.1]/",
    "a broken address": "https://[arxiv.org/abs/1",
    "localhost": "https://localhost/abs/1",
    "a final dot": "https://arxiv.org./abs/1",
    "an ideographic dot": "https://arxiv。org/abs/1",
    "a fullwidth dot": "https://arxiv．org/abs/1",
    "a letter that looks alike": "https://аrxiv.org/abs/1",
    "fullwidth letters": "https://ａrxiv.org/abs/1",
    "a soft hyphen": "https://ar\u00adxiv.org/abs/1",
    "an encoded dot": "https://arxiv%2eorg/abs/1",
    "a backslash": "https://arxiv.org\\@evil.example/abs/1",
    "a backslash for a slash": "https:\\\\arxiv.org\\abs",
    "a line end": "https://arxiv.org/abs/1\r\nHost: evil.example",
    "a tab": "https://arx\tiv.org/abs/1",
    "a blank": " https://arxiv.org/abs/1",
    "a NUL": "https://arxiv.org\x00.evil.example/",
    "a climbing path": "https://arxiv.org/../huggingface.co/x",
    "a hidden climb": "https://arxiv.org/%2e%2e/huggingface.co/x",
    "too long": "https://arxiv.org/" + "a" * 9_000,
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_any_other_address_is_refused(url: str):
    """And the message says so, without the whole of what may be very long."""
    with pytest.raises(SourceNotAllowed, match=r"is not fetched: .+ Give an https address") as told:
        check_address(url)

    assert len(str(told.value)) < 700


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("https://arxiv.org", "arxiv.org", "/"),
        ("https://export.arxiv.org/api/query?a=b", "export.arxiv.org", "/api/query?a=b"),
        ("HTTPS://ArXiv.ORG:443/abs/1", "arxiv.org", "/abs/1"),
        ("https://rss.arxiv.org/rss/cs.CL+cs.LG", "rss.arxiv.org", "/rss/cs.CL+cs.LG"),
        ("https://huggingface.co/papers/1#comments", "huggingface.co", "/papers/1"),
    ],
)
def test_known_hosts_are_asked(url: str, host: str, target: str):
    """By their names in lower case; a fragment is nobody's business."""
    assert check_address(url) == Address(host, target)


def test_parameters_are_encoded_and_added():
    """So that a name or a value cannot become another parameter."""
    address = check_address("https://arxiv.org/a?x=1", {"q": "a&b=c #?", "ü": "é"})

    assert address.target == "/a?x=1&q=a%26b%3Dc+%23%3F&%C3%BC=%C3%A9"
