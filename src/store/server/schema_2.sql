-- Frozen once it has landed in databases, as the step before it.

-- CURRENT_USER sorts by bytes: an index on a column that sorts otherwise cannot be asked for it.
DROP POLICY results_own ON levelup.results;
DROP POLICY results_add ON levelup.results;
DROP POLICY drafts_own ON levelup.drafts;
DROP POLICY names_own ON levelup.names;
ALTER TABLE levelup.results ALTER COLUMN owner TYPE text COLLATE "C";
ALTER TABLE levelup.drafts ALTER COLUMN owner TYPE text COLLATE "C";
ALTER TABLE levelup.names ALTER COLUMN owner TYPE text COLLATE "C";
CREATE POLICY results_own ON levelup.results FOR SELECT TO levelup_member
    USING (owner = CURRENT_USER);
CREATE POLICY results_add ON levelup.results FOR INSERT TO levelup_member
    WITH CHECK (owner = CURRENT_USER);
CREATE POLICY drafts_own ON levelup.drafts FOR ALL TO levelup_member
    USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER);
CREATE POLICY names_own ON levelup.names FOR ALL TO levelup_member
    USING (owner = CURRENT_USER) WITH CHECK (owner = CURRENT_USER);
-- A member's list comes from here, and not from among the results of all others.
CREATE INDEX results_by_owner ON levelup.results (owner, taken_at DESC, id DESC)
    WHERE binned_at IS NULL;

-- Any member may add a wording, and all results under its hash are read with it: it must be what
-- the hash says, or one member could make the results of others unreadable. What lies there
-- already is told by levelup doctor.
ALTER TABLE levelup.definitions ADD CONSTRAINT definitions_are_what_their_hash_says
    CHECK (get_byte(record, 0) = 1 AND hash = sha256(substring(record FROM 6))) NOT VALID;
