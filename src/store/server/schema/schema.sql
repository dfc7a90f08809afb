-- Schema 3. No role has a privilege on a table or a view: members, leads, and owners only run the
-- functions below. docs/server.md lists what each role can and cannot learn.
CREATE SCHEMA levelup;

-- Facts about the store: the number of its schema.
CREATE TABLE levelup.about (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- The wording of assessments, by the SHA-256 of the body of the record. Each login has
-- separate rows, so that logins neither block each other nor learn what others have saved.
CREATE TABLE levelup.definitions (
    hash bytea NOT NULL,
    owner text COLLATE "C" NOT NULL,
    record bytea NOT NULL,
    PRIMARY KEY (hash, owner),
    CONSTRAINT definitions_record CHECK (CASE
        WHEN octet_length(record) BETWEEN 6 AND 8388608
        THEN get_byte(record, 0) = 1 AND hash = sha256(substring(record FROM 6))
        ELSE false END)
);

-- A record is authoritative and has its own checksum. The other columns repeat what lists need.
CREATE TABLE levelup.results (
    id uuid PRIMARY KEY,
    -- The login that the result belongs to.
    owner text COLLATE "C" NOT NULL,
    taken_at bigint NOT NULL,
    slug text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    assessment text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    -- The beginning of the notes, for the filter.
    notes text COLLATE "C" NOT NULL,
    categories integer NOT NULL,
    rated integer NOT NULL,
    level_ups integer NOT NULL,
    mean_sum integer,
    mean_rated integer,
    mean_of integer,
    definition bytea NOT NULL,
    record bytea NOT NULL,
    -- When the result was moved to trash, if it is there.
    binned_at bigint,
    -- Which login saved the record, and when. Only functions set these.
    saved_at timestamptz NOT NULL,
    saved_by text COLLATE "C" NOT NULL,
    tail text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (reverse(replace(id::text, '-', ''))) STORED,
    -- Keys of the indexes for members. See "Indexes".
    listed_owner text COLLATE "C"
        GENERATED ALWAYS AS (CASE WHEN binned_at IS NULL THEN owner END) STORED,
    listed_slug text COLLATE "C"
        GENERATED ALWAYS AS (CASE WHEN binned_at IS NULL THEN slug END) STORED,
    -- Years 0001 to 9999, as far as the program can count.
    CONSTRAINT results_time CHECK (taken_at BETWEEN -62135596800000 AND 253402207200999),
    CONSTRAINT results_binned CHECK (binned_at BETWEEN -62135596800000 AND 253402207200999),
    CONSTRAINT results_slug CHECK (slug ~ '^[a-z0-9-]{1,64}$'),
    -- A name has at most 200 characters; its key can be longer, because case folding can expand it.
    CONSTRAINT results_name CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT results_person CHECK (char_length(person) BETWEEN 1 AND 1000),
    CONSTRAINT results_assessment CHECK (char_length(assessment) BETWEEN 1 AND 200),
    CONSTRAINT results_notes CHECK (char_length(notes) <= 16000),
    CONSTRAINT results_numbers CHECK (categories BETWEEN 1 AND 1000
        AND rated BETWEEN 0 AND categories AND level_ups BETWEEN 0 AND rated),
    CONSTRAINT results_mean CHECK (num_nulls(mean_sum, mean_rated, mean_of) = 3
        OR num_nulls(mean_sum, mean_rated, mean_of) = 0
        AND mean_of BETWEEN 1 AND 9 AND mean_rated BETWEEN 1 AND rated
        AND mean_sum BETWEEN mean_rated AND mean_rated * mean_of),
    CONSTRAINT results_definition CHECK (octet_length(definition) = 32),
    -- A result is read with the wording of the login that saved it: by naming the hash of another
    -- one, a login cannot find out whether it exists.
    CONSTRAINT results_wording FOREIGN KEY (definition, saved_by)
        REFERENCES levelup.definitions (hash, owner),
    CONSTRAINT results_record CHECK (octet_length(record) BETWEEN 6 AND 67108864)
);

-- Indexes. A member must not be able to count rows that they cannot read: by the buffers in
-- EXPLAIN, by pg_stat_xact_user_tables, or by time. So a query for a member only has indexes to
-- choose from that begin with the owner or with an open team. The others are partial: only queries
-- for leads contain their condition, and the planner cannot derive it from listed_owner or
-- listed_slug.
CREATE INDEX results_by_time ON levelup.results (taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_person ON levelup.results (person, taken_at DESC, id DESC)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_tail ON levelup.results (tail)
    WHERE binned_at IS NULL;
CREATE INDEX results_by_team ON levelup.results (listed_slug, taken_at DESC, id DESC);
CREATE INDEX results_by_team_person ON levelup.results (listed_slug, person, taken_at DESC, id DESC);
CREATE INDEX results_by_team_login ON levelup.results (listed_slug, person, saved_by);
CREATE INDEX results_by_team_tail ON levelup.results (listed_slug, tail);
CREATE INDEX results_by_team_id ON levelup.results (listed_slug, (id::text COLLATE "C"));
CREATE INDEX results_by_owner ON levelup.results (listed_owner, taken_at DESC, id DESC);
CREATE INDEX results_in_trash ON levelup.results (owner)
    WHERE binned_at IS NOT NULL;

-- Drafts. The other draft has a separate key.
CREATE TABLE levelup.drafts (
    owner text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    slug text COLLATE "C" NOT NULL,
    aside boolean NOT NULL,
    key uuid NOT NULL,
    id uuid NOT NULL,
    record bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (owner, person, slug, aside, key),
    CONSTRAINT drafts_person CHECK (char_length(person) <= 1000),
    CONSTRAINT drafts_slug CHECK (slug ~ '^[a-z0-9-]{1,64}$'),
    CONSTRAINT drafts_record CHECK (octet_length(record) BETWEEN 6 AND 67108864)
);
CREATE INDEX drafts_by_id ON levelup.drafts (owner, id);

-- The latest name that each login used on a screen.
CREATE TABLE levelup.names (
    owner text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    CONSTRAINT names_name CHECK (char_length(name) BETWEEN 1 AND 200)
);

-- The assessments whose results every member can read.
CREATE TABLE levelup.open_teams (
    slug text COLLATE "C" PRIMARY KEY,
    CONSTRAINT open_teams_slug CHECK (slug ~ '^[a-z0-9-]{1,64}$')
);

-- How often the results of a login in an assessment changed. The row without an owner counts how
-- often a team was opened or closed.
CREATE TABLE levelup.changes (
    owner text COLLATE "C" NOT NULL,
    slug text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (owner, slug)
);
CREATE INDEX changes_by_slug ON levelup.changes (slug);

-- What lists show of a result.
CREATE TYPE levelup.list_row AS (
    id uuid, taken_at bigint, slug text, assessment text, name text, notes text,
    categories integer, rated integer, level_ups integer,
    mean_sum integer, mean_rated integer, mean_of integer
);

-- A result. The wording is set in the first row that needs it; total counts the results found.
CREATE TYPE levelup.full_row AS (
    id uuid, taken_at bigint, slug text, person text, name text, binned_at bigint,
    definition bytea, record bytea, wording bytea, total bigint
);

-- INTERNAL FUNCTIONS: run by the functions below, as the owner of the schema.

-- Returns the login. Fails if it has no role, or, with the number of the schema as the message, if
-- the program expects a different one. SET ROLE and SECURITY DEFINER do not change session_user.
CREATE FUNCTION levelup.admit(program integer) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    number text;
BEGIN
    -- Does nothing, but fails where the server runs functions of a login in a session of
    -- another login: for an index, in autovacuum, ANALYZE, or REINDEX.
    UNLISTEN levelup;
    IF NOT pg_has_role(session_user, 'levelup_member'::name, 'MEMBER') THEN
        RAISE EXCEPTION 'the login has none of the roles of levelup' USING ERRCODE = '42501';
    END IF;
    SELECT a.value INTO number FROM levelup.about a WHERE a.name = 'schema';
    IF number IS DISTINCT FROM program::text THEN
        RAISE EXCEPTION '%', coalesce(number, '') USING ERRCODE = 'LV001';
    END IF;
    RETURN session_user;
END $$;

CREATE FUNCTION levelup.is_lead() RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN pg_has_role(session_user, 'levelup_lead'::name, 'MEMBER');
END $$;

CREATE FUNCTION levelup.is_owner() RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN pg_has_role(session_user, 'levelup_owner'::name, 'MEMBER');
END $$;

CREATE FUNCTION levelup.only_owners(what text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT levelup.is_owner() THEN
        RAISE EXCEPTION 'only owners %', what USING ERRCODE = '42501';
    END IF;
END $$;

CREATE FUNCTION levelup.count_change(of_owner text, of_slug text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO levelup.changes AS c (owner, slug, n) VALUES (of_owner, of_slug, 1)
    ON CONFLICT (owner, slug) DO UPDATE SET n = c.n + 1;
END $$;

-- The results that a login can read in a scope, latest first (upward: earliest first, without
-- regard to the scope), next to a place.
CREATE FUNCTION levelup.places(me text, of_slug text, of_person text, since bigint, until bigint,
    at_time bigint, at_id uuid, upward boolean, most bigint)
RETURNS TABLE (taken_at bigint, id uuid)
LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    since := coalesce(since, -9223372036854775808);
    until := coalesce(until, 9223372036854775807);
    at_time := coalesce(at_time, CASE WHEN upward THEN -9223372036854775808
        ELSE 9223372036854775807 END);
    at_id := coalesce(at_id, CASE WHEN upward THEN '00000000-0000-0000-0000-000000000000'::uuid
        ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END);
    IF levelup.is_lead() AND upward THEN
        RETURN QUERY SELECT r.taken_at, r.id FROM levelup.results r
            WHERE r.binned_at IS NULL AND (r.taken_at, r.id) > (at_time, at_id)
            ORDER BY r.taken_at, r.id LIMIT most;
    ELSIF levelup.is_lead() THEN
        RETURN QUERY SELECT r.taken_at, r.id FROM levelup.results r
            WHERE r.binned_at IS NULL AND (of_slug IS NULL OR r.listed_slug = of_slug)
                AND (of_person IS NULL OR r.person = of_person)
                AND r.taken_at BETWEEN since AND until
                AND (r.taken_at, r.id) < (at_time, at_id)
            ORDER BY r.taken_at DESC, r.id DESC LIMIT most;
    ELSIF upward THEN
        RETURN QUERY SELECT v.taken_at, v.id FROM (
            (SELECT r.taken_at, r.id FROM levelup.results r
                WHERE r.listed_owner = me AND (r.taken_at, r.id) > (at_time, at_id)
                ORDER BY r.taken_at, r.id LIMIT most)
            UNION ALL SELECT o.* FROM levelup.open_teams t, LATERAL (
                SELECT r.taken_at, r.id FROM levelup.results r
                WHERE r.listed_slug = t.slug AND r.owner <> me
                    AND (r.taken_at, r.id) > (at_time, at_id)
                ORDER BY r.taken_at, r.id LIMIT most) o) v
            ORDER BY v.taken_at, v.id LIMIT most;
    ELSE
        -- OFFSET 0: the other conditions must not choose the index.
        RETURN QUERY SELECT v.taken_at, v.id FROM (
            (SELECT m.taken_at, m.id FROM (
                SELECT r.taken_at, r.id, r.slug, r.person FROM levelup.results r
                WHERE r.listed_owner = me AND r.taken_at BETWEEN since AND until
                    AND (r.taken_at, r.id) < (at_time, at_id)
                ORDER BY r.taken_at DESC, r.id DESC OFFSET 0) m
                WHERE (of_slug IS NULL OR m.slug = of_slug)
                    AND (of_person IS NULL OR m.person = of_person)
                ORDER BY m.taken_at DESC, m.id DESC LIMIT most)
            UNION ALL SELECT o.* FROM levelup.open_teams t, LATERAL (
                SELECT r.taken_at, r.id FROM levelup.results r
                WHERE r.listed_slug = t.slug AND r.owner <> me
                    AND (of_person IS NULL OR r.person = of_person)
                    AND r.taken_at BETWEEN since AND until
                    AND (r.taken_at, r.id) < (at_time, at_id)
                ORDER BY r.taken_at DESC, r.id DESC LIMIT most) o
                WHERE of_slug IS NULL OR t.slug = of_slug) v
            ORDER BY v.taken_at DESC, v.id DESC LIMIT most;
    END IF;
END $$;

-- The IDs that a login can read, in order, after one of them: of results, or in trash.
CREATE FUNCTION levelup.ids(me text, after uuid, in_trash boolean, most bigint)
RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    start text COLLATE "C" := coalesce(after::text, '');
BEGIN
    IF levelup.is_lead() AND in_trash THEN
        RETURN QUERY SELECT r.id FROM levelup.results r
            WHERE r.binned_at IS NOT NULL AND (after IS NULL OR r.id > after)
            ORDER BY r.id LIMIT most;
    ELSIF levelup.is_lead() THEN
        RETURN QUERY SELECT r.id FROM levelup.results r
            WHERE r.binned_at IS NULL AND (after IS NULL OR r.id > after)
            ORDER BY r.id LIMIT most;
    ELSIF in_trash THEN
        RETURN QUERY SELECT m.id FROM (
            SELECT r.id FROM levelup.results r
            WHERE r.owner = me AND r.binned_at IS NOT NULL OFFSET 0) m
            WHERE after IS NULL OR m.id > after ORDER BY m.id LIMIT most;
    ELSE
        RETURN QUERY SELECT v.id FROM (
            (SELECT m.id FROM (SELECT r.id FROM levelup.results r
                WHERE r.listed_owner = me OFFSET 0) m
                WHERE after IS NULL OR m.id > after ORDER BY m.id LIMIT most)
            UNION ALL SELECT o.id FROM levelup.open_teams t, LATERAL (
                SELECT r.id FROM levelup.results r
                WHERE r.listed_slug = t.slug AND r.owner <> me AND r.id::text COLLATE "C" > start
                ORDER BY r.id::text COLLATE "C" LIMIT most) o) v
            ORDER BY v.id LIMIT most;
    END IF;
END $$;

-- These results in this order, as long as their records have fewer bytes than the budget.
CREATE FUNCTION levelup.records(ids uuid[], budget bigint) RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY WITH found AS (
        SELECT w.n, r.*, sum(octet_length(r.record)) OVER (ORDER BY w.n) AS size
        FROM unnest(ids) WITH ORDINALITY w (id, n), LATERAL (
            SELECT s.id, s.taken_at, s.slug, s.person, s.name, s.binned_at, s.definition, s.record,
                s.saved_by
            FROM levelup.results s WHERE s.id = w.id LIMIT 1) r)
        SELECT f.id, f.taken_at, f.slug, f.person, f.name, f.binned_at, f.definition, f.record,
            CASE WHEN row_number() OVER (PARTITION BY f.definition ORDER BY f.n) = 1 THEN
                (SELECT d.record FROM levelup.definitions d
                    WHERE d.hash = f.definition AND d.owner = f.saved_by)
            END, coalesce(cardinality(ids), 0)::bigint
        FROM found f WHERE budget IS NULL OR f.size - octet_length(f.record) < budget ORDER BY f.n;
END $$;

-- Whether a login can read a result.
CREATE FUNCTION levelup.can_read(me text, of_owner text, of_slug text, in_trash boolean)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN of_owner = me OR levelup.is_lead() OR NOT in_trash
        AND EXISTS (SELECT FROM levelup.open_teams t WHERE t.slug = of_slug);
END $$;

-- Saves results that are new, and returns what became of the others: s the same result is saved,
-- r restored, t the same result is in trash and only owners restore it, o replaced, c conflict,
-- d conflict with a result in trash. A result that the login cannot read is a conflict,
-- whatever it contains.
CREATE FUNCTION levelup.enter(me text, ids uuid[], taken_ats bigint[], slugs text[], persons text[],
    assessments text[], names text[], notes text[], categories integer[], rateds integer[],
    level_ups integer[], mean_sums integer[], mean_rateds integer[], mean_ofs integer[],
    definitions bytea[], records bytea[], binned_ats bigint[], wordings bytea[], replace boolean)
RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    may_change boolean := levelup.is_owner();
    its record;
    there record;
BEGIN
    INSERT INTO levelup.definitions (hash, owner, record)
        SELECT sha256(substring(w FROM 6)), me, w FROM unnest(wordings) w
        ORDER BY 1 ON CONFLICT (hash, owner) DO NOTHING;
    FOR its IN WITH fresh AS (
        SELECT * FROM unnest(ids, taken_ats, slugs, persons, assessments, names, notes, categories,
            rateds, level_ups, mean_sums, mean_rateds, mean_ofs, definitions, records, binned_ats)
            WITH ORDINALITY f (id, taken_at, slug, person, assessment, name, notes, categories, rated,
            level_ups, mean_sum, mean_rated, mean_of, definition, record, binned_at, n)),
        added AS (INSERT INTO levelup.results (id, owner, taken_at, slug, person, assessment, name,
            notes, categories, rated, level_ups, mean_sum, mean_rated, mean_of, definition, record,
            binned_at, saved_at, saved_by)
        SELECT f.id, me, f.taken_at, f.slug, f.person, f.assessment, f.name, f.notes, f.categories,
            f.rated, f.level_ups, f.mean_sum, f.mean_rated, f.mean_of, f.definition, f.record,
            f.binned_at, clock_timestamp(), me FROM fresh f
        ON CONFLICT (id) DO NOTHING RETURNING results.id)
        SELECT f.* FROM fresh f WHERE NOT EXISTS (SELECT FROM added a WHERE a.id = f.id) ORDER BY f.n
    LOOP
        id := its.id;
        -- Only owners change rows: other logins do not lock a row that others need.
        IF may_change THEN
            PERFORM FROM levelup.results r WHERE r.id = its.id FOR UPDATE;
        END IF;
        -- This statement has a later snapshot than the one that found the ID in use.
        SELECT r.owner, r.slug, r.binned_at, r.record = its.record AS is_same INTO there
            FROM levelup.results r WHERE r.id = its.id
            AND levelup.can_read(me, r.owner, r.slug, r.binned_at IS NOT NULL);
        IF NOT FOUND THEN
            outcome := 'c';
        ELSIF there.is_same AND (there.binned_at IS NULL OR its.binned_at IS NOT NULL) THEN
            outcome := 's';
        ELSIF there.is_same AND NOT may_change THEN
            outcome := 't';
        ELSIF there.is_same THEN
            UPDATE levelup.results r SET binned_at = NULL WHERE r.id = its.id;
            PERFORM levelup.count_change(there.owner, there.slug);
            outcome := 'r';
        ELSIF replace THEN
            PERFORM levelup.only_owners('replace results');
            UPDATE levelup.results r SET taken_at = its.taken_at, slug = its.slug,
                person = its.person, assessment = its.assessment, name = its.name,
                notes = its.notes, categories = its.categories, rated = its.rated,
                level_ups = its.level_ups, mean_sum = its.mean_sum, mean_rated = its.mean_rated,
                mean_of = its.mean_of, definition = its.definition, record = its.record,
                binned_at = NULL, saved_at = clock_timestamp(), saved_by = me
                WHERE r.id = its.id;
            PERFORM levelup.count_change(there.owner, there.slug);
            PERFORM levelup.count_change(there.owner, its.slug);
            outcome := 'o';
        ELSE
            outcome := CASE WHEN there.binned_at IS NULL THEN 'c' ELSE 'd' END;
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;

-- FUNCTIONS FOR MEMBERS

-- The number of the schema, as text: the first call of every program.
CREATE FUNCTION levelup.schema_number() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT a.value FROM levelup.about a WHERE a.name = 'schema');
END $$;

CREATE FUNCTION levelup.list_page(program integer, of_slug text, of_person text, since bigint,
    until bigint, at_time bigint, at_id uuid, upward boolean, most bigint)
RETURNS SETOF levelup.list_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT r.* FROM levelup.places(me, of_slug, of_person, since, until, at_time,
            at_id, upward, most) WITH ORDINALITY p (taken_at, id, n),
        LATERAL (SELECT s.id, s.taken_at, s.slug, s.assessment, s.name, s.notes, s.categories,
            s.rated, s.level_ups, s.mean_sum, s.mean_rated, s.mean_of
            FROM levelup.results s WHERE s.id = p.id LIMIT 1) r
        ORDER BY p.n;
END $$;

CREATE FUNCTION levelup.list_results(program integer, ids uuid[]) RETURNS SETOF levelup.list_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT r.* FROM unnest(ids) w (id), LATERAL (
        SELECT s.id, s.taken_at, s.slug, s.assessment, s.name, s.notes, s.categories,
            s.rated, s.level_ups, s.mean_sum, s.mean_rated, s.mean_of
        FROM levelup.results s WHERE s.id = w.id AND s.binned_at IS NULL
            AND levelup.can_read(me, s.owner, s.slug, false) LIMIT 1) r;
END $$;

CREATE FUNCTION levelup.read_page(program integer, of_slug text, of_person text, since bigint,
    until bigint, at_time bigint, at_id uuid, most bigint)
RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT * FROM levelup.records(ARRAY(
        SELECT p.id FROM levelup.places(me, of_slug, of_person, since, until, at_time, at_id, false,
            most) WITH ORDINALITY p (taken_at, id, n) ORDER BY p.n), NULL);
END $$;

CREATE FUNCTION levelup.read_results(program integer, ids uuid[]) RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT * FROM levelup.records(ARRAY(
        SELECT r.id FROM unnest(ids) w (id), LATERAL (
            SELECT s.id FROM levelup.results s WHERE s.id = w.id AND s.binned_at IS NULL
                AND levelup.can_read(me, s.owner, s.slug, false) LIMIT 1) r), NULL);
END $$;

-- The latest result of each person in an assessment. If the login can read all of it, the index
-- is searched once per person.
CREATE FUNCTION levelup.read_latest(program integer, of_slug text) RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    IF levelup.can_read(me, NULL, of_slug, false) THEN
        RETURN QUERY SELECT * FROM levelup.records(ARRAY(WITH RECURSIVE walk AS (
            (SELECT r.person, r.id FROM levelup.results r WHERE r.listed_slug = of_slug
                ORDER BY r.person, r.taken_at DESC, r.id DESC LIMIT 1)
            UNION ALL SELECT n.person, n.id FROM walk, LATERAL (
                SELECT r.person, r.id FROM levelup.results r
                WHERE r.listed_slug = of_slug AND r.person > walk.person
                ORDER BY r.person, r.taken_at DESC, r.id DESC LIMIT 1) n)
            SELECT w.id FROM walk w), NULL);
    ELSE
        RETURN QUERY SELECT * FROM levelup.records(ARRAY(
            SELECT d.id FROM (SELECT DISTINCT ON (m.person) m.id FROM (
                SELECT r.id, r.person, r.slug, r.taken_at FROM levelup.results r
                WHERE r.listed_owner = me OFFSET 0) m
                WHERE m.slug = of_slug ORDER BY m.person, m.taken_at DESC, m.id DESC) d), NULL);
    END IF;
END $$;

-- All results of these people in an assessment that are earlier than those at the same positions,
-- latest first per person: what to show instead of results that cannot be read.
CREATE FUNCTION levelup.read_earlier(program integer, of_slug text, persons text[],
    taken_ats bigint[], ids uuid[])
RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    IF levelup.can_read(me, NULL, of_slug, false) THEN
        RETURN QUERY SELECT * FROM levelup.records(ARRAY(
            SELECT r.id FROM unnest(persons, taken_ats, ids) w (person, taken_at, id), LATERAL (
                SELECT s.id, s.taken_at FROM levelup.results s
                WHERE s.listed_slug = of_slug AND s.person = w.person
                    AND (s.taken_at, s.id) < (w.taken_at, w.id) OFFSET 0) r
            ORDER BY w.person, r.taken_at DESC, r.id DESC), NULL);
    ELSE
        RETURN QUERY SELECT * FROM levelup.records(ARRAY(
            SELECT m.id FROM (SELECT r.id, r.person, r.slug, r.taken_at FROM levelup.results r
                WHERE r.listed_owner = me OFFSET 0) m
            JOIN unnest(persons, taken_ats, ids) w (person, taken_at, id) ON w.person = m.person
            WHERE m.slug = of_slug AND (m.taken_at, m.id) < (w.taken_at, w.id)
            ORDER BY m.person, m.taken_at DESC, m.id DESC), NULL);
    END IF;
END $$;

-- Results, or what is in trash, in order of ID.
CREATE FUNCTION levelup.read_batch(program integer, after uuid, in_trash boolean, most bigint,
    budget bigint)
RETURNS SETOF levelup.full_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT * FROM levelup.records(ARRAY(
        SELECT i.id FROM levelup.ids(me, after, in_trash, most) i ORDER BY i.id), budget);
END $$;

-- The same for a check, with every column.
CREATE FUNCTION levelup.check_batch(program integer, after uuid, in_trash boolean, most bigint)
RETURNS TABLE (id uuid, taken_at bigint, slug text, assessment text, name text, notes text,
    categories integer, rated integer, level_ups integer, mean_sum integer, mean_rated integer,
    mean_of integer, person text, definition bytea, record bytea, saved_at bigint, saved_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT r.* FROM levelup.ids(me, after, in_trash, most) i (id), LATERAL (
        SELECT s.id, s.taken_at, s.slug, s.assessment, s.name, s.notes, s.categories, s.rated,
            s.level_ups, s.mean_sum, s.mean_rated, s.mean_of, s.person, s.definition, s.record,
            floor(extract(epoch FROM s.saved_at) * 1000)::bigint, s.saved_by
        FROM levelup.results s WHERE s.id = i.id LIMIT 1) r ORDER BY r.id;
END $$;

-- A limited number of IDs that end with these digits, which are given in reverse.
CREATE FUNCTION levelup.find_ids(program integer, digits text, in_trash boolean, most bigint)
RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
    reads_all boolean := levelup.is_lead();
    -- After all digits.
    upper text COLLATE "C" := digits || 'g';
BEGIN
    IF digits !~ '^[0-9a-f]{1,32}$' THEN
        RETURN;
    ELSIF in_trash THEN
        RETURN QUERY SELECT m.id FROM (SELECT r.id, r.tail FROM levelup.results r
            WHERE r.binned_at IS NOT NULL AND (reads_all OR r.owner = me) OFFSET 0) m
            WHERE starts_with(m.tail, digits) ORDER BY m.id DESC LIMIT most;
    ELSIF reads_all THEN
        RETURN QUERY SELECT r.id FROM levelup.results r
            WHERE r.binned_at IS NULL AND r.tail >= digits COLLATE "C" AND r.tail < upper
            ORDER BY r.taken_at DESC, r.id DESC LIMIT most;
    ELSE
        RETURN QUERY SELECT v.id FROM (
            SELECT m.taken_at, m.id FROM (
                SELECT r.taken_at, r.id, r.tail FROM levelup.results r
                WHERE r.listed_owner = me OFFSET 0) m WHERE starts_with(m.tail, digits)
            UNION ALL SELECT o.* FROM levelup.open_teams t, LATERAL (
                SELECT r.taken_at, r.id FROM levelup.results r
                WHERE r.listed_slug = t.slug AND r.tail >= digits COLLATE "C" AND r.tail < upper
                    AND r.owner <> me OFFSET 0) o) v
            ORDER BY v.taken_at DESC, v.id DESC LIMIT most;
    END IF;
END $$;

CREATE FUNCTION levelup.nth_latest(program integer, back bigint) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN (SELECT p.id FROM levelup.places(me, NULL, NULL, NULL, NULL, NULL, NULL, false, back + 1)
        WITH ORDINALITY p (taken_at, id, n) WHERE p.n = back + 1);
END $$;

-- How many results the login can read.
CREATE FUNCTION levelup.count_results(program integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    IF levelup.is_lead() THEN
        RETURN (SELECT count(*) FROM levelup.results r WHERE r.binned_at IS NULL);
    END IF;
    RETURN (SELECT count(*) FROM levelup.results r WHERE r.listed_owner = me)
        + (SELECT coalesce(sum(o.n), 0) FROM levelup.open_teams t, LATERAL (
            SELECT count(*) AS n FROM levelup.results r
            WHERE r.listed_slug = t.slug AND r.owner <> me) o);
END $$;

-- A number that changes with the results that the login can read, and with nothing else. A team
-- that opens or closes outweighs every other change.
CREATE FUNCTION levelup.count_changes(program integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
    teams bigint := coalesce((SELECT c.n FROM levelup.changes c
        WHERE c.owner = '' AND c.slug = ''), 0) * 1099511627776;
BEGIN
    IF levelup.is_lead() THEN
        RETURN teams + (SELECT coalesce(sum(c.n), 0) FROM levelup.changes c WHERE c.owner <> '');
    END IF;
    RETURN teams + (SELECT coalesce(sum(c.n), 0) FROM levelup.changes c WHERE c.owner = me)
        + (SELECT coalesce(sum(o.n), 0) FROM levelup.open_teams t, LATERAL (
            SELECT sum(c.n) AS n FROM levelup.changes c
            WHERE c.slug = t.slug AND c.owner <> me) o);
END $$;

-- Both numbers; the number of results only if the other one is not the one that is known.
CREATE FUNCTION levelup.count_both(program integer, known bigint)
RETURNS TABLE (changes bigint, results bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    changes := levelup.count_changes(program);
    IF changes IS DISTINCT FROM known THEN
        results := levelup.count_results(program);
    END IF;
    RETURN NEXT;
END $$;

-- Which login saved these results, and when, in milliseconds.
CREATE FUNCTION levelup.read_saves(program integer, ids uuid[])
RETURNS TABLE (id uuid, saved_at bigint, saved_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT r.* FROM unnest(ids) w (id), LATERAL (
        SELECT s.id, floor(extract(epoch FROM s.saved_at) * 1000)::bigint, s.saved_by
        FROM levelup.results s WHERE s.id = w.id
            AND levelup.can_read(me, s.owner, s.slug, s.binned_at IS NOT NULL) LIMIT 1) r;
END $$;

-- The people in an assessment whose results several logins saved. The work grows with the people
-- and their logins, not with their results.
CREATE FUNCTION levelup.read_shared_names(program integer, of_slug text)
RETURNS TABLE (person text, logins text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    IF levelup.can_read(me, NULL, of_slug, false) THEN
        RETURN QUERY WITH RECURSIVE walk AS (
            (SELECT r.person, r.saved_by FROM levelup.results r WHERE r.listed_slug = of_slug
                ORDER BY r.person, r.saved_by LIMIT 1)
            UNION ALL SELECT n.person, n.saved_by FROM walk, LATERAL (
                SELECT r.person, r.saved_by FROM levelup.results r
                WHERE r.listed_slug = of_slug
                    AND (r.person, r.saved_by) > (walk.person, walk.saved_by)
                ORDER BY r.person, r.saved_by LIMIT 1) n)
            SELECT w.person, array_agg(w.saved_by ORDER BY w.saved_by) FROM walk w
            GROUP BY w.person HAVING count(*) > 1 ORDER BY w.person;
    ELSE
        RETURN QUERY SELECT m.person, array_agg(DISTINCT m.saved_by ORDER BY m.saved_by)
            FROM (SELECT r.person, r.slug, r.saved_by FROM levelup.results r
                WHERE r.listed_owner = me OFFSET 0) m WHERE m.slug = of_slug
            GROUP BY m.person HAVING min(m.saved_by) <> max(m.saved_by) ORDER BY m.person;
    END IF;
END $$;

-- The wordings of the results that the login can read.
CREATE FUNCTION levelup.check_definitions(program integer) RETURNS TABLE (hash bytea, record bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    IF levelup.is_lead() THEN
        RETURN QUERY SELECT DISTINCT ON (d.hash) d.hash, d.record FROM levelup.definitions d
            ORDER BY d.hash, d.owner;
    ELSE
        RETURN QUERY SELECT DISTINCT ON (h.hash) h.hash, d.record
            FROM (SELECT r.definition AS hash, r.saved_by FROM levelup.results r
                    WHERE r.listed_owner = me
                UNION SELECT r.definition, r.saved_by FROM levelup.results r
                    WHERE r.owner = me AND r.binned_at IS NOT NULL
                UNION SELECT o.* FROM levelup.open_teams t, LATERAL (
                    SELECT r.definition, r.saved_by FROM levelup.results r
                    WHERE r.listed_slug = t.slug OFFSET 0) o) h,
                LATERAL (SELECT w.record FROM levelup.definitions w
                    WHERE w.hash = h.hash AND w.owner = h.saved_by LIMIT 1) d
            ORDER BY h.hash, h.saved_by;
    END IF;
END $$;

-- The drafts of the login; an owner reads those of all logins.
CREATE FUNCTION levelup.check_drafts(program integer)
RETURNS TABLE (owner text, person text, slug text, aside boolean, key uuid, record bytea,
    saved_at bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
    reads_all boolean := levelup.is_owner();
BEGIN
    RETURN QUERY SELECT d.owner, d.person, d.slug, d.aside, d.key, d.record,
            floor(extract(epoch FROM d.saved_at) * 1000)::bigint
        FROM levelup.drafts d WHERE reads_all OR d.owner = me
        ORDER BY d.owner, d.person, d.slug, d.aside, d.key;
END $$;

-- Saves a result and removes the drafts with its ID, all of them or those with a known record.
-- Returns the outcome, as levelup.enter (n: new), with each draft as it was.
CREATE FUNCTION levelup.save_result(program integer, its_id uuid, taken_at bigint, its_slug text,
    its_person text, assessment text, its_name text, notes text, categories integer, rated integer,
    level_ups integer, mean_sum integer, mean_rated integer, mean_of integer, definition bytea,
    its_record bytea, wording bytea, all_drafts boolean, known bytea[])
RETURNS TABLE (outcome text, person text, slug text, aside boolean, record bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me text := levelup.admit(program);
    became text := coalesce((SELECT e.outcome FROM levelup.enter(me, ARRAY[its_id],
        ARRAY[taken_at], ARRAY[its_slug], ARRAY[its_person], ARRAY[assessment], ARRAY[its_name],
        ARRAY[notes], ARRAY[categories], ARRAY[rated], ARRAY[level_ups], ARRAY[mean_sum],
        ARRAY[mean_rated], ARRAY[mean_of], ARRAY[definition], ARRAY[its_record],
        ARRAY[NULL::bigint], ARRAY[wording], false) e), 'n');
BEGIN
    IF became = 'n' THEN
        PERFORM levelup.count_change(me, its_slug);
    END IF;
    -- Both parts of a statement see the same snapshot: the drafts as they were.
    RETURN QUERY WITH mine AS (
        SELECT d.person, d.slug, d.aside, d.record FROM levelup.drafts d
            WHERE d.owner = me AND d.id = its_id),
        removed AS (DELETE FROM levelup.drafts d WHERE d.owner = me AND d.id = its_id
            AND became NOT IN ('c', 'd') AND (all_drafts OR d.record = ANY (known)))
        SELECT became, m.person, m.slug, m.aside, m.record
            FROM (SELECT 1) one LEFT JOIN mine m ON true;
END $$;

-- Saves many results, as levelup.enter.
CREATE FUNCTION levelup.import_results(program integer, ids uuid[], taken_ats bigint[],
    slugs text[], persons text[], assessments text[], names text[], notes text[],
    categories integer[], rateds integer[], level_ups integer[], mean_sums integer[],
    mean_rateds integer[], mean_ofs integer[], definitions bytea[], records bytea[],
    binned_ats bigint[], wordings bytea[], replace boolean)
RETURNS TABLE (id uuid, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT e.id, e.outcome FROM levelup.enter(me, ids, taken_ats, slugs, persons,
        assessments, names, notes, categories, rateds, level_ups, mean_sums, mean_rateds, mean_ofs,
        definitions, records, binned_ats, wordings, replace) e;
END $$;

-- Counts the change at the end of an import, so that the row is locked only for a moment.
CREATE FUNCTION levelup.finish_import(program integer, slugs text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    PERFORM levelup.count_change(me, s.slug) FROM (SELECT DISTINCT u.slug FROM unnest(slugs) u (slug)
        WHERE u.slug ~ '^[a-z0-9-]{1,64}$' ORDER BY u.slug) s;
END $$;

-- Keeps a draft if the one in its place has a record that may be replaced, or, for a fresh one, if
-- there is none. Returns whether it is kept, and the record that was there.
CREATE FUNCTION levelup.keep_draft(program integer, its_person text, its_slug text,
    its_aside boolean, its_key uuid, its_id uuid, its_record bytea, fresh boolean,
    replaceable bytea[], its_name text)
RETURNS TABLE (kept boolean, there bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me text := levelup.admit(program);
BEGIN
    SELECT d.record INTO there FROM levelup.drafts d WHERE d.owner = me AND d.person = its_person
        AND d.slug = its_slug AND d.aside = its_aside AND d.key = its_key;
    kept := false;
    IF fresh OR FOUND THEN
        INSERT INTO levelup.drafts AS d (owner, person, slug, aside, key, id, record, saved_at)
            VALUES (me, its_person, its_slug, its_aside, its_key, its_id, its_record,
                clock_timestamp())
            ON CONFLICT (owner, person, slug, aside, key)
            DO UPDATE SET id = excluded.id, record = excluded.record, saved_at = excluded.saved_at
            WHERE d.record = ANY (replaceable);
        kept := FOUND;
    END IF;
    IF kept THEN
        PERFORM levelup.name_used(me, its_name);
    END IF;
    RETURN NEXT;
END $$;

-- INTERNAL: remembers the name that a login used.
CREATE FUNCTION levelup.name_used(me text, its_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF its_name <> '' THEN
        INSERT INTO levelup.names AS n (owner, name) VALUES (me, its_name)
            ON CONFLICT (owner) DO UPDATE SET name = excluded.name;
    END IF;
END $$;

-- Removes a draft if its record is one of these. Returns whether it did, and the record.
CREATE FUNCTION levelup.forget_draft(program integer, its_person text, its_slug text,
    its_aside boolean, its_key uuid, replaceable bytea[])
RETURNS TABLE (forgotten boolean, there bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    SELECT d.record INTO there FROM levelup.drafts d WHERE d.owner = me AND d.person = its_person
        AND d.slug = its_slug AND d.aside = its_aside AND d.key = its_key;
    DELETE FROM levelup.drafts d WHERE d.owner = me AND d.person = its_person
        AND d.slug = its_slug AND d.aside = its_aside AND d.key = its_key
        AND d.record = ANY (replaceable);
    forgotten := FOUND;
    RETURN NEXT;
END $$;

-- The drafts of the login: all, or those of a person and an assessment.
CREATE FUNCTION levelup.read_drafts(program integer, its_person text, its_slug text,
    its_aside boolean)
RETURNS TABLE (person text, slug text, aside boolean, key uuid, record bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN QUERY SELECT d.person, d.slug, d.aside, d.key, d.record FROM levelup.drafts d
        WHERE d.owner = me AND (its_person IS NULL OR d.person = its_person)
            AND (its_slug IS NULL OR d.slug = its_slug)
            AND (its_aside IS NULL OR d.aside = its_aside)
        ORDER BY d.aside, d.person, d.slug, d.key;
END $$;

-- Removes the draft with this record and ID.
CREATE FUNCTION levelup.remove_saved_draft(program integer, its_id uuid, its_record bytea)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    DELETE FROM levelup.drafts d WHERE d.owner = me AND d.id = its_id AND d.record = its_record;
END $$;

CREATE FUNCTION levelup.last_name(program integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    RETURN (SELECT n.name FROM levelup.names n WHERE n.owner = me);
END $$;

CREATE FUNCTION levelup.remember_name(program integer, its_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    PERFORM levelup.name_used(me, its_name);
END $$;

-- FUNCTIONS FOR OWNERS

-- Moves results to trash, restores them, or deletes what is in trash permanently: all, or none if
-- one is missing. Returns the IDs that are missing.
CREATE FUNCTION levelup.move_results(program integer, ids uuid[], deed text, at bigint)
RETURNS TABLE (id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me text := levelup.admit(program);
    its record;
BEGIN
    PERFORM levelup.only_owners('delete and restore results');
    IF deed NOT IN ('delete', 'restore', 'delete forever') THEN
        RAISE EXCEPTION 'no such deed' USING ERRCODE = '22023';
    END IF;
    -- In order, so that two calls do not wait for each other.
    PERFORM FROM levelup.results r WHERE r.id = ANY (ids) ORDER BY r.id FOR UPDATE;
    RETURN QUERY SELECT w.id FROM unnest(ids) w (id) WHERE NOT EXISTS (
        SELECT FROM levelup.results r WHERE r.id = w.id AND (deed = 'restore'
            OR (r.binned_at IS NULL) = (deed = 'delete')));
    IF FOUND THEN
        RETURN;
    END IF;
    FOR its IN SELECT DISTINCT r.owner, r.slug FROM levelup.results r
        WHERE r.id = ANY (ids) AND (r.binned_at IS NULL) = (deed = 'delete')
        ORDER BY r.owner, r.slug
    LOOP
        PERFORM levelup.count_change(its.owner, its.slug);
    END LOOP;
    IF deed = 'delete forever' THEN
        DELETE FROM levelup.results r WHERE r.id = ANY (ids) AND r.binned_at IS NOT NULL;
    ELSE
        UPDATE levelup.results r SET binned_at = CASE WHEN deed = 'delete' THEN at END
            WHERE r.id = ANY (ids) AND (r.binned_at IS NULL) = (deed = 'delete');
    END IF;
END $$;

-- Opens or closes the team of an assessment.
CREATE FUNCTION levelup.set_open(program integer, its_slug text, open boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me text := levelup.admit(program);
BEGIN
    PERFORM levelup.only_owners('open and close teams');
    IF open THEN
        INSERT INTO levelup.open_teams (slug) VALUES (its_slug) ON CONFLICT (slug) DO NOTHING;
    ELSE
        DELETE FROM levelup.open_teams t WHERE t.slug = its_slug;
    END IF;
    IF FOUND THEN
        PERFORM levelup.count_change('', '');
    END IF;
END $$;

-- PRIVILEGES

-- Revoke from all logins, also from those with default privileges on objects of the owner.
DO $$
DECLARE
    who text;
BEGIN
    FOR who IN SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC'
            ELSE quote_ident(pg_get_userbyid(a.grantee)) END
        FROM (SELECT n.nspacl, n.nspowner FROM pg_namespace n WHERE n.nspname = 'levelup'
            UNION ALL SELECT c.relacl, c.relowner FROM pg_class c
                WHERE c.relnamespace = 'levelup'::regnamespace
            UNION ALL SELECT coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
                FROM pg_proc p WHERE p.pronamespace = 'levelup'::regnamespace) o (acl, owner),
            aclexplode(o.acl) a
        WHERE a.grantee <> o.owner
    LOOP
        EXECUTE format('REVOKE ALL ON SCHEMA levelup FROM %s', who);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA levelup FROM %s', who);
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA levelup FROM %s', who);
    END LOOP;
END $$;
GRANT USAGE ON SCHEMA levelup TO levelup_member;
GRANT EXECUTE ON FUNCTION
    levelup.schema_number, levelup.list_page, levelup.list_results, levelup.read_page,
    levelup.read_results, levelup.read_latest, levelup.read_earlier, levelup.read_batch,
    levelup.check_batch, levelup.find_ids, levelup.nth_latest, levelup.count_results,
    levelup.count_changes, levelup.count_both, levelup.read_saves, levelup.read_shared_names,
    levelup.check_definitions, levelup.check_drafts, levelup.save_result, levelup.import_results,
    levelup.finish_import, levelup.keep_draft, levelup.forget_draft,
    levelup.read_drafts, levelup.remove_saved_draft, levelup.last_name,
    levelup.remember_name
    TO levelup_member;
GRANT EXECUTE ON FUNCTION levelup.move_results, levelup.set_open TO levelup_owner;

DO $$
DECLARE
    its record;
BEGIN
    -- Custom plans: each call uses the index for its scope. Messages: a login can ask for the plans
    -- of its statements (debug_print_plan), and plans contain estimates.
    FOR its IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'levelup'::regnamespace
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_custom_plan', its.name);
        EXECUTE format('ALTER FUNCTION %s SET jit = off', its.name);
        EXECUTE format('ALTER FUNCTION %s SET client_min_messages = warning', its.name);
    END LOOP;
    -- Estimates for a statement that is refused can be printed too. Without statistics, they
    -- depend only on the number of rows. Every query has its index all the same.
    FOR its IN SELECT c.oid::regclass AS name, c.relkind, a.attname, a.attnum
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'levelup'::regnamespace AND a.attnum > 0
            AND (c.relkind = 'r' OR c.oid = 'levelup.results_by_team_id'::regclass
                AND a.attnum = 2)
    LOOP
        IF its.relkind = 'r' THEN
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', its.name, its.attname);
        ELSE
            EXECUTE format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS 0', its.name, its.attnum);
        END IF;
    END LOOP;
END $$;
