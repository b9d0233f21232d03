"""What Footnote creates is for its owner alone, whatever the folder and the umask say."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end_to_end.footnote import Footnote


def test_every_file_of_a_library_is_its_owners(tmp_path: Path) -> None:
    """Also those of Chroma and Tantivy, and the log, in a folder that others may enter."""
    data_dir, papers = tmp_path / "library", tmp_path / "papers.jsonl"
    data_dir.mkdir(mode=0o755)
    paper = {"title": "On the otter", "abstract": "The otter swims two km a day near a reef."}
    papers.write_text(json.dumps(paper))
    footnote = Footnote(data_dir, FOOTNOTE_LOG_LEVEL="DEBUG")
    footnote("ingest", "file", papers)
    footnote("ask", "How far does the otter swim?")

    made = {path.relative_to(data_dir): path.stat().st_mode & 0o077 for path in data_dir.rglob("*")}
    assert {"state.db", "tokens.db", "chroma", "tantivy"} <= {path.parts[0] for path in made}
    assert {str(path) for path, others in made.items() if others} == set()
