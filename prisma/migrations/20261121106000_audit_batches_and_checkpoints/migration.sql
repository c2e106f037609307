-- The audit log in batches, in format 2, with signed checkpoints, and refusing more than before.

-- Entries written until now are of format 1 (see 20261121000100_guards); both verify (domain/audit/verify-chain.ts).
ALTER TABLE "audit_entry" ADD COLUMN "format" SMALLINT NOT NULL DEFAULT 1;

-- For the filters of the log, latest first. Times only ever grow, or nearly so: a block index costs nothing.
CREATE INDEX "audit_entry_workspace_id_action_seq_idx" ON "audit_entry"("workspace_id", "action", "seq");
CREATE INDEX "audit_entry_workspace_id_actor_seq_idx" ON "audit_entry"("workspace_id", "actor", "seq");
CREATE INDEX "audit_entry_at_idx" ON "audit_entry" USING BRIN ("at");

CREATE TABLE "audit_checkpoint" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "previous" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- A field of a chained text: no two different rows of fields share their bytes.
CREATE FUNCTION audit_field(p_text text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN octet_length(p_text)::text || ':' || p_text;

-- Appends entries to a workspace's hash chain. Each entry: { at, actor, action, subject, payload } with payload as
-- canonical JSON text. hash = sha256 over prevHash, "2", workspace, seq, at, actor, action, subject and the payload's
-- own sha256, each as "<octets>:<text>": a payload may be withheld from an export that still verifies. Returns the last
-- sequence number. One lock, one insert, one update of the head, however many entries. Call it last in a transaction:
-- it holds the workspace's head row until commit.
CREATE OR REPLACE FUNCTION audit_append(p_workspace uuid, p_entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
  ats timestamptz[];
  actors text[];
  actions text[];
  subjects text[];
  payloads text[];
  contents text[];
  before text[] := '{}';
  hashes text[] := '{}';
  previous text;
BEGIN
  INSERT INTO audit_head (workspace_id, seq, hash) VALUES (p_workspace, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE workspace_id = p_workspace FOR UPDATE;
  SELECT array_agg(at ORDER BY position), array_agg(actor ORDER BY position), array_agg(action ORDER BY position),
         array_agg(subject ORDER BY position), array_agg(payload ORDER BY position),
         array_agg(audit_field('2') || audit_field(p_workspace::text) || audit_field((head.seq + position)::text)
                   || audit_field(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                   || audit_field(actor) || audit_field(action) || audit_field(subject)
                   || audit_field(encode(sha256(convert_to(payload, 'UTF8')), 'hex')) ORDER BY position)
    INTO ats, actors, actions, subjects, payloads, contents
    FROM ROWS FROM (jsonb_to_recordset(p_entries) AS (at timestamptz, actor text, action text, subject text, payload text))
         WITH ORDINALITY AS entry (at, actor, action, subject, payload, position);
  IF contents IS NULL THEN
    RETURN head.seq;
  END IF;
  IF array_position(contents, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'audit_append: every entry needs at, actor, action, subject and payload';
  END IF;
  previous := head.hash;
  FOR position IN 1..cardinality(contents) LOOP
    before[position] := previous;
    previous := encode(sha256(convert_to('64:' || previous || contents[position], 'UTF8')), 'hex');
    hashes[position] := previous;
  END LOOP;
  PERFORM set_config('touchstone.audit_append', 'on', true);
  INSERT INTO audit_entry (workspace_id, seq, at, actor, action, subject, payload, format, prev_hash, hash)
  SELECT p_workspace, head.seq + entry.position, entry.at, entry.actor, entry.action, entry.subject, entry.payload, 2,
         entry.prev_hash, entry.hash
    FROM unnest(ats, actors, actions, subjects, payloads, before, hashes)
         WITH ORDINALITY AS entry (at, actor, action, subject, payload, prev_hash, hash, position);
  PERFORM set_config('touchstone.audit_append', '', true);
  UPDATE audit_head SET seq = head.seq + cardinality(contents), hash = previous WHERE workspace_id = p_workspace;
  RETURN head.seq + cardinality(contents);
END $$;

-- An entry comes into being in audit_append and nowhere else.
CREATE FUNCTION audit_refuse_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('touchstone.audit_append', true), '') <> 'on' THEN
    RAISE EXCEPTION 'The audit log is append-only: entries are written by audit_append alone'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_by_function BEFORE INSERT ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_insert();

-- The head only ever moves on.
CREATE FUNCTION audit_refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.workspace_id <> OLD.workspace_id OR NEW.seq <= OLD.seq THEN
    RAISE EXCEPTION 'The audit log is append-only: its head does not go back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_return();
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER consent_event_no_truncate BEFORE TRUNCATE ON consent_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Also for a session that has put itself into the role of a replica, which switches ordinary triggers off.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate;
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_moves_on;
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_stays;
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_no_truncate;
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER audit_checkpoint_append_only;
ALTER TABLE audit_checkpoint ENABLE ALWAYS TRIGGER audit_checkpoint_no_truncate;
