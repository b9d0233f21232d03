-- The tables as each older version left them: a section changes those of the one before.
-- 0001
CREATE TABLE papers (
    paper_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    year INTEGER,
    published DATE,
    updated DATE,
    dated DATE,
    source TEXT NOT NULL,
    added_at DATETIME NOT NULL,
    changed_at DATETIME NOT NULL,
    doi TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    folded_categories TEXT NOT NULL,
    folded_authors TEXT NOT NULL,
    categories JSON NOT NULL,
    authors JSON NOT NULL,
    extra JSON NOT NULL,
    abstract TEXT NOT NULL,
    CONSTRAINT pk_papers PRIMARY KEY (paper_id),
    CONSTRAINT uq_papers_number UNIQUE (number)
);
CREATE INDEX ix_papers_year ON papers (year);
CREATE INDEX ix_papers_dated ON papers (dated);
CREATE INDEX ix_papers_source ON papers (source);
CREATE TABLE paper_keys (
    "key" TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    CONSTRAINT pk_paper_keys PRIMARY KEY ("key", paper_id),
    CONSTRAINT fk_paper_keys_paper_id FOREIGN KEY(paper_id) REFERENCES papers (paper_id) ON DELETE CASCADE
);
CREATE INDEX ix_paper_keys_paper_id ON paper_keys (paper_id);
CREATE TABLE index_queue (
    paper_id TEXT NOT NULL,
    action TEXT NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT pk_index_queue PRIMARY KEY (paper_id)
);
CREATE INDEX ix_index_queue_revision_paper_id ON index_queue (revision, paper_id);
CREATE TABLE state (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_state PRIMARY KEY ("key")
);
-- 0002
CREATE INDEX ix_papers_folded_title_paper_id ON papers (folded_title, paper_id);
-- 0003
-- 0004
DROP INDEX ix_papers_dated;
CREATE INDEX ix_papers_dated_number ON papers (dated, number);
-- 0005
ALTER TABLE papers ADD COLUMN provenance TEXT DEFAULT 'unknown' NOT NULL;
ALTER TABLE papers ADD COLUMN uploaded JSON DEFAULT '[]' NOT NULL;
-- 0006
CREATE TABLE sentence_roles (
    paper_id TEXT NOT NULL,
    fingerprint BIGINT NOT NULL,
    roles TEXT NOT NULL,
    CONSTRAINT pk_sentence_roles PRIMARY KEY (paper_id),
    CONSTRAINT fk_sentence_roles_paper_id FOREIGN KEY(paper_id) REFERENCES papers (paper_id) ON DELETE CASCADE
);
-- 0007
-- 0008
ALTER TABLE papers ADD COLUMN place TEXT DEFAULT '' NOT NULL;
ALTER TABLE papers DROP COLUMN uploaded;
CREATE INDEX ix_papers_place ON papers (place) WHERE place <> '';
