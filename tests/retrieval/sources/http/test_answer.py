"""Bodies: whole, decoded, and never larger or slower than they may be."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from retrieval.sources.http.answer import BodyTooLarge, BodyTooSlow, DamagedBody
from retrieval.sources.http.answer import read_body as read

TEXT = b"Cats sleep sixteen hours a day. " * 100


def pieces(data: bytes, size: int = 7) -> Iterator[bytes]:
    """Yield data as a network would."""
    return (data[place : place + size] for place in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:50], mtime=0) + gzip.compress(TEXT[50:], mtime=0)),
        ("gzip", gzip.compress(TEXT, compresslevel=0, mtime=0)),
    ],
)
def test_a_body_is_decoded(encoding: str, sent: bytes, size: int):
    """However it is cut, and though it is made of several members."""
    assert read(pieces(sent, size), encoding, limit=len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_an_empty_body_is_empty(encoding: str):
    """As those of redirects are, whatever they say of their encoding."""
    assert read([], encoding, limit=10) == b""


@pytest.mark.parametrize("cut", [1, 20, -9, -1])
def test_a_cut_gzip_is_damaged(cut: int):
    """Though it was framed as if it were whole."""
    with pytest.raises(DamagedBody, match="truncated"):
        read(pieces(gzip.compress(TEXT, mtime=0)[:cut]), "gzip", limit=10**6)


@pytest.mark.parametrize("sent", [b"no gzip at all", gzip.compress(TEXT, mtime=0) + b"rubbish"])
def test_what_is_no_gzip_is_damaged(sent: bytes):
    """And so is what follows one."""
    with pytest.raises(DamagedBody, match="damaged"):
        read(pieces(sent), "gzip", limit=10**6)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_other_encodings_were_not_asked_for(encoding: str):
    """So nothing is decoded that has no limit of its own here."""
    with pytest.raises(DamagedBody, match="unrequested"):
        read([zlib.compress(TEXT)], encoding, limit=10**6)


@pytest.mark.parametrize(("encoding", "sent"), [("", TEXT), ("gzip", gzip.compress(TEXT, mtime=0))])
def test_a_body_has_a_limit(encoding: str, sent: bytes):
    """Counted in decoded bytes, one less than these."""
    with pytest.raises(BodyTooLarge):
        read(pieces(sent), encoding, limit=len(TEXT) - 1)


def test_a_bomb_is_never_held():
    """A gigabyte in a megabyte of gzip costs little more than the limit."""
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(2**20)
    bomb = b"".join([*(packer.compress(block) for _ in range(1024)), packer.flush()])

    tracemalloc.start()
    with pytest.raises(BodyTooLarge):
        read([bomb], "gzip", limit=2**20)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 8 * 2**20


def test_a_body_has_its_time():
    """Which is looked at after each part."""
    left = iter([True, True, False])

    with pytest.raises(BodyTooSlow):
        read([b"a", b"b", b"c", b"d"], "", limit=10, is_in_time=lambda: next(left))
