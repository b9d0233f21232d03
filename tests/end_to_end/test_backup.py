"""A library is backed up while somebody holds it, and is whole where it is restored."""

from __future__ import annotations

from pathlib import Path

from retrieval.library.data_directory import DataDirectory
from tests.end_to_end.footnote import Footnote


def test_backed_up_and_restored(few_papers: Path, empty: Footnote, tmp_path: Path) -> None:
    """Elsewhere the same question has the same answer, and a second restore is refused."""
    file = tmp_path / "library.tar.zst"
    question = "How can a model learn to segment animals from few labelled images?"
    few = Footnote(tmp_path / "few")
    few("ingest", "file", few_papers)
    expected = few("search", question, "--json").json["results"][0]["paper_id"]

    with DataDirectory.open(few.data_dir):  # as the bot does
        told = few("backup", file).text
    restored = empty("restore", file).text

    assert f"{file.name}: " in told
    assert "catalogue.db" in told
    assert "Restored the backup of" in restored
    assert "5 papers indexed" in restored
    assert "lost" not in restored
    assert empty("search", question, "--json").json["results"][0]["paper_id"] == expected
    assert "--replace" in empty("restore", file, code=2).text
    again = empty("restore", file, "--replace", "--json").json
    assert again["indexed"] == 5
    assert Path(again["aside"], "catalogue.db").exists()
    assert empty("papers", "list", "--json").json


def test_what_is_no_backup(starter: Footnote, empty: Footnote, tmp_path: Path) -> None:
    """A clear word, and exit code 3."""
    (tmp_path / "notes.txt").write_text("not a backup")

    assert "There is no file" in empty("restore", tmp_path / "gone", code=3).text
    assert "not a backup of Footnote" in empty("restore", tmp_path / "notes.txt", code=3).text
    assert "already exists" in starter("backup", tmp_path / "notes.txt", code=3).text
