-- Frozen once it has landed in databases: what is to be other then goes into schema_2.sql.
CREATE SCHEMA IF NOT EXISTS levelup;

-- What the store knows of itself: the number of its schema.
CREATE TABLE levelup.about (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- The wording of assessments, by the SHA-256 of the record's body.
CREATE TABLE levelup.definitions (
    hash bytea PRIMARY KEY,
    record bytea NOT NULL
);

-- The record is what counts, with its own checksum. The other columns say what it says, for the
-- lists and for whoever asks with SQL.
CREATE TABLE levelup.results (
    id uuid PRIMARY KEY,
    tail text COLLATE "C" NOT NULL,
    -- What the program can read as a time: -9999 to 9999. Another would spoil pages.
    taken_at bigint NOT NULL CONSTRAINT results_time
        CHECK (taken_at BETWEEN -377705023201000 AND 253402207200999),
    slug text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    assessment text NOT NULL,
    name text NOT NULL,
    categories integer NOT NULL,
    rated integer NOT NULL,
    level_ups integer NOT NULL,
    mean double precision,
    definition bytea NOT NULL,
    record bytea NOT NULL,
    owner text NOT NULL DEFAULT CURRENT_USER,
    binned_at bigint
);
CREATE INDEX results_by_time ON levelup.results (taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_assessment ON levelup.results (slug, taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_person ON levelup.results (person, taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_both ON levelup.results (slug, person, taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_tail ON levelup.results (tail);

-- Drafts, each of the account that keeps it. One that is kept aside has a key of its own.
CREATE TABLE levelup.drafts (
    owner text NOT NULL DEFAULT CURRENT_USER,
    person text COLLATE "C" NOT NULL,
    slug text COLLATE "C" NOT NULL,
    aside boolean NOT NULL,
    key uuid NOT NULL,
    id uuid NOT NULL,
    record bytea NOT NULL,
    PRIMARY KEY (owner, person, slug, aside, key)
);
CREATE INDEX drafts_by_id ON levelup.drafts (owner, id);

-- The name that each account used last on a screen.
CREATE TABLE levelup.names (
    owner text PRIMARY KEY DEFAULT CURRENT_USER,
    name text NOT NULL
);

-- The assessments whose results every member may read.
CREATE TABLE levelup.open_teams (
    slug text COLLATE "C" PRIMARY KEY
);

-- The number of changes is the sum of these. Each account counts its own, so that nobody stands in
-- the way of another's; in sixteen rows, so that the programs of one account do not either.
CREATE TABLE levelup.changes (
    owner text NOT NULL DEFAULT CURRENT_USER,
    shard integer NOT NULL CHECK (shard BETWEEN 0 AND 15),
    n bigint NOT NULL CHECK (n BETWEEN 0 AND 1099511627776),
    PRIMARY KEY (owner, shard)
);

GRANT USAGE ON SCHEMA levelup TO levelup_member;
GRANT SELECT ON levelup.about, levelup.open_teams TO levelup_member;
GRANT SELECT, INSERT ON levelup.definitions, levelup.results TO levelup_member;
GRANT SELECT, INSERT, UPDATE, DELETE ON levelup.drafts TO levelup_member;
GRANT SELECT, INSERT, UPDATE ON levelup.names TO levelup_member;
GRANT SELECT, INSERT, UPDATE ON levelup.changes TO levelup_member;
GRANT UPDATE, DELETE ON levelup.results, levelup.definitions TO levelup_owner;
GRANT INSERT, DELETE ON levelup.open_teams TO levelup_owner;

-- Not for whoever owns the tables, who can do anything with them anyway: pg_dump reads all or
-- nothing.
ALTER TABLE levelup.results ENABLE ROW LEVEL SECURITY;
CREATE POLICY results_own ON levelup.results FOR SELECT TO levelup_member
    USING (owner = CURRENT_USER);
CREATE POLICY results_open ON levelup.results FOR SELECT TO levelup_member
    USING (binned_at IS NULL AND slug IN (SELECT slug FROM levelup.open_teams));
CREATE POLICY results_add ON levelup.results FOR INSERT TO levelup_member
    WITH CHECK (owner = CURRENT_USER);
CREATE POLICY results_lead ON levelup.results FOR SELECT TO levelup_lead
    USING (true);
CREATE POLICY results_owner ON levelup.results FOR ALL TO levelup_owner
    USING (true) WITH CHECK (true);

ALTER TABLE levelup.drafts ENABLE ROW LEVEL SECURITY;
CREATE POLICY drafts_own ON levelup.drafts FOR ALL TO levelup_member
    USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER);
CREATE POLICY drafts_owner ON levelup.drafts FOR ALL TO levelup_owner
    USING (true) WITH CHECK (true);

ALTER TABLE levelup.names ENABLE ROW LEVEL SECURITY;
CREATE POLICY names_own ON levelup.names FOR ALL TO levelup_member
    USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER);
CREATE POLICY names_owner ON levelup.names FOR SELECT TO levelup_owner
    USING (true);

ALTER TABLE levelup.changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY changes_all ON levelup.changes FOR SELECT TO levelup_member
    USING (true);
CREATE POLICY changes_add ON levelup.changes FOR INSERT TO levelup_member
    WITH CHECK (owner = CURRENT_USER);
CREATE POLICY changes_own ON levelup.changes FOR UPDATE TO levelup_member
    USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER);
