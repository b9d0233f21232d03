-- The tables as each older version left them: a section changes those of the one before.
-- 0001
CREATE TABLE turns (
    turn_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    guild_id BIGINT,
    channel_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    question_message_id BIGINT,
    asked_at TIMESTAMP NOT NULL,
    follows TEXT,
    record TEXT NOT NULL,
    CONSTRAINT pk_turns PRIMARY KEY (turn_id),
    CONSTRAINT uq_turns_number UNIQUE (number),
    CONSTRAINT fk_turns_follows FOREIGN KEY(follows) REFERENCES turns (turn_id) ON DELETE SET NULL
);
CREATE INDEX ix_turns_user_id ON turns (user_id);
CREATE INDEX ix_turns_question_message_id ON turns (question_message_id);
CREATE INDEX ix_turns_follows ON turns (follows);
CREATE INDEX ix_turns_channel_id_asked_at_number ON turns (channel_id, asked_at, number);
CREATE TABLE answer_messages (
    message_id BIGINT NOT NULL,
    turn_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    CONSTRAINT pk_answer_messages PRIMARY KEY (message_id),
    CONSTRAINT fk_answer_messages_turn_id FOREIGN KEY(turn_id) REFERENCES turns (turn_id) ON DELETE CASCADE
);
CREATE INDEX ix_answer_messages_turn_id ON answer_messages (turn_id);
CREATE TABLE server_settings (
    guild_id BIGINT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_server_settings PRIMARY KEY (guild_id)
);
CREATE TABLE shelved (
    owner_kind TEXT NOT NULL,
    owner_id BIGINT NOT NULL,
    paper_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    added_by BIGINT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    CONSTRAINT pk_shelved PRIMARY KEY (owner_kind, owner_id, paper_id),
    CONSTRAINT uq_shelved_number UNIQUE (number)
);
CREATE INDEX ix_shelved_added_by ON shelved (added_by);
CREATE TABLE votes (
    turn_id TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    value SMALLINT NOT NULL,
    cast_at TIMESTAMP NOT NULL,
    CONSTRAINT pk_votes PRIMARY KEY (turn_id, user_id)
);
CREATE INDEX ix_votes_user_id ON votes (user_id);
CREATE TABLE remembered (
    kind TEXT NOT NULL,
    token TEXT NOT NULL,
    remembered_at TIMESTAMP NOT NULL,
    payload TEXT NOT NULL,
    CONSTRAINT pk_remembered PRIMARY KEY (kind, token)
);
CREATE INDEX ix_remembered_remembered_at ON remembered (remembered_at);
CREATE TABLE notes (
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_notes PRIMARY KEY (name)
);
-- 0002
CREATE TABLE subscriptions (
    subscription_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    guild_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    next_due TIMESTAMP NOT NULL,
    seen BIGINT NOT NULL,
    paused TEXT NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_subscriptions PRIMARY KEY (subscription_id),
    CONSTRAINT uq_subscriptions_number UNIQUE (number)
);
CREATE INDEX ix_subscriptions_guild_id ON subscriptions (guild_id);
CREATE INDEX ix_subscriptions_created_by ON subscriptions (created_by);
CREATE INDEX ix_subscriptions_paused_next_due ON subscriptions (paused, next_due);
CREATE TABLE digest_issues (
    issue_id TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    slot TEXT NOT NULL,
    outcome TEXT NOT NULL,
    due TIMESTAMP NOT NULL,
    token TEXT NOT NULL,
    claimed_until TIMESTAMP NOT NULL,
    tries INTEGER NOT NULL,
    up_to BIGINT,
    channel_id BIGINT,
    message_id BIGINT,
    sent_at TIMESTAMP,
    note TEXT NOT NULL,
    record TEXT,
    CONSTRAINT pk_digest_issues PRIMARY KEY (issue_id),
    CONSTRAINT fk_digest_issues_subscription_id FOREIGN KEY(subscription_id) REFERENCES subscriptions (subscription_id) ON DELETE CASCADE,
    CONSTRAINT uq_digest_issues_subscription_id_slot UNIQUE (subscription_id, slot)
);
CREATE INDEX ix_digest_issues_outcome_claimed_until ON digest_issues (outcome, claimed_until);
CREATE INDEX ix_digest_issues_subscription_id_due ON digest_issues (subscription_id, due);
CREATE TABLE digest_given (
    channel_id BIGINT NOT NULL,
    paper_id TEXT NOT NULL,
    guild_id BIGINT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    place INTEGER NOT NULL,
    CONSTRAINT pk_digest_given PRIMARY KEY (channel_id, paper_id)
);
CREATE INDEX ix_digest_given_guild_id ON digest_given (guild_id);
CREATE INDEX ix_digest_given_channel_id_given_at ON digest_given (channel_id, given_at);
CREATE TABLE digest_votes (
    issue_id TEXT NOT NULL,
    paper_id TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    value SMALLINT NOT NULL,
    cast_at TIMESTAMP NOT NULL,
    CONSTRAINT pk_digest_votes PRIMARY KEY (issue_id, paper_id, user_id)
);
CREATE INDEX ix_digest_votes_user_id ON digest_votes (user_id);
-- 0003
CREATE TABLE receipts (
    receipt_id TEXT NOT NULL,
    guild_id BIGINT,
    channel_id BIGINT,
    user_id BIGINT,
    made_at TIMESTAMP NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_receipts PRIMARY KEY (receipt_id)
);
CREATE INDEX ix_receipts_user_id ON receipts (user_id);
CREATE INDEX ix_receipts_guild_id_made_at ON receipts (guild_id, made_at);
-- 0004
CREATE TABLE spending (
    day DATE NOT NULL,
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    dollars DOUBLE PRECISION NOT NULL,
    CONSTRAINT pk_spending PRIMARY KEY (day, guild_id, user_id)
);
CREATE INDEX ix_spending_user_id ON spending (user_id);
-- 0005
ALTER TABLE digest_issues ADD COLUMN posted_after BIGINT;
ALTER TABLE digest_issues ADD COLUMN last_try TIMESTAMP;
-- 0006
CREATE TABLE reservations (
    reservation_id TEXT NOT NULL,
    day DATE NOT NULL,
    guild_id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    dollars DOUBLE PRECISION NOT NULL,
    until TIMESTAMP NOT NULL,
    CONSTRAINT pk_reservations PRIMARY KEY (reservation_id)
);
CREATE TABLE spending_keys (
    day DATE NOT NULL,
    key BYTEA NOT NULL,
    CONSTRAINT pk_spending_keys PRIMARY KEY (day)
);
DROP INDEX ix_spending_user_id;
ALTER TABLE spending RENAME COLUMN user_id TO person;
-- 0007
ALTER TABLE turns ADD COLUMN question_channel_id BIGINT;
ALTER TABLE turns ADD COLUMN quoted_message_id BIGINT;
ALTER TABLE turns ADD COLUMN quoted_user_id BIGINT;
CREATE INDEX ix_turns_quoted_message_id ON turns (quoted_message_id);
CREATE INDEX ix_turns_quoted_user_id ON turns (quoted_user_id);
CREATE TABLE erasures (
    salt TEXT NOT NULL,
    hash TEXT NOT NULL,
    erased_at TIMESTAMP NOT NULL,
    CONSTRAINT pk_erasures PRIMARY KEY (salt)
);
CREATE INDEX ix_erasures_erased_at ON erasures (erased_at);
CREATE TABLE servers (
    application_id BIGINT NOT NULL,
    guild_id BIGINT NOT NULL,
    CONSTRAINT pk_servers PRIMARY KEY (application_id, guild_id)
);
-- 0008
ALTER TABLE subscriptions ADD COLUMN recipient_id BIGINT;
CREATE INDEX ix_subscriptions_recipient_id ON subscriptions (recipient_id);
-- 0009
CREATE TABLE answer_copies (
    message_id BIGINT NOT NULL,
    turn_id TEXT NOT NULL,
    user_id BIGINT NOT NULL,
    CONSTRAINT pk_answer_copies PRIMARY KEY (message_id),
    CONSTRAINT fk_answer_copies_turn_id FOREIGN KEY(turn_id) REFERENCES turns (turn_id) ON DELETE CASCADE
);
CREATE INDEX ix_answer_copies_turn_id ON answer_copies (turn_id);
CREATE INDEX ix_answer_copies_user_id ON answer_copies (user_id);
-- 0010
CREATE TABLE additions (
    day DATE NOT NULL,
    guild_id BIGINT NOT NULL,
    person BIGINT NOT NULL,
    records BIGINT NOT NULL,
    CONSTRAINT pk_additions PRIMARY KEY (day, guild_id, person)
);
