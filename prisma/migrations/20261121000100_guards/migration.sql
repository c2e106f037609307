-- What the database itself refuses, whoever asks: changing the audit log, and sending without an allowed decision.

-- Appends entries to a workspace's hash chain. Each entry: { at, actor, action, subject, payload } with payload as
-- canonical JSON text. hash = sha256 over prevHash, workspace, seq, at, actor, action, subject, payload, each as
-- "<octets>:<text>", so that no two different entries share their bytes. Returns the last sequence number.
-- Call it last in a transaction: it holds the workspace's head row until commit.
CREATE FUNCTION audit_append(p_workspace uuid, p_entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
  entry jsonb;
  at_text text;
  field text;
  buffer text;
  next_hash text;
BEGIN
  INSERT INTO audit_head (workspace_id, seq, hash) VALUES (p_workspace, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE workspace_id = p_workspace FOR UPDATE;
  FOR entry IN SELECT value FROM jsonb_array_elements(p_entries) LOOP
    head.seq := head.seq + 1;
    at_text := to_char((entry->>'at')::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    buffer := '';
    FOREACH field IN ARRAY ARRAY[head.hash, p_workspace::text, head.seq::text, at_text, entry->>'actor',
                                 entry->>'action', entry->>'subject', entry->>'payload'] LOOP
      IF field IS NULL THEN
        RAISE EXCEPTION 'audit_append: every entry needs at, actor, action, subject and payload';
      END IF;
      buffer := buffer || octet_length(convert_to(field, 'UTF8'))::text || ':' || field;
    END LOOP;
    next_hash := encode(sha256(convert_to(buffer, 'UTF8')), 'hex');
    INSERT INTO audit_entry (workspace_id, seq, at, actor, action, subject, payload, prev_hash, hash)
    VALUES (p_workspace, head.seq, (entry->>'at')::timestamptz, entry->>'actor', entry->>'action', entry->>'subject',
            entry->>'payload', head.hash, next_hash);
    head.hash := next_hash;
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE workspace_id = p_workspace;
  RETURN head.seq;
END $$;

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();

-- A message may exist, and may go on its way, only for a decision that was allowed (domain/decisions/outcome.ts).
CREATE FUNCTION message_needs_allowed_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided text;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.status NOT IN ('claimed', 'attempting') THEN
    RETURN NEW;
  END IF;
  SELECT outcome INTO decided FROM decision WHERE workspace_id = NEW.workspace_id AND id = NEW.decision_id;
  IF decided IS NULL OR decided NOT IN ('scheduled', 'approved', 'edited', 'executed') THEN
    RAISE EXCEPTION 'No message without an allowed decision: decision % is %', NEW.decision_id, coalesce(decided, 'missing')
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER message_needs_allowed_decision BEFORE INSERT OR UPDATE OF status ON message
  FOR EACH ROW EXECUTE FUNCTION message_needs_allowed_decision();

-- Carts and orders are folded from their events, found by the shop's own ids (expression indexes: not in the schema).
CREATE INDEX event_cart_id ON event (workspace_id, (properties->>'cart_id'))
  WHERE type = 'track' AND properties->>'cart_id' IS NOT NULL;
CREATE INDEX event_order_id ON event (workspace_id, (properties->>'order_id'))
  WHERE type = 'track' AND properties->>'order_id' IS NOT NULL;
