-- A decision has one message: the one whose key is the decision's id, which the unique key lets in once. Another beside
-- it never goes on its way, whoever wrote it. What is written as delivered goes nowhere any more.
CREATE OR REPLACE FUNCTION message_needs_allowed_decision() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.status <> 'delivered' AND NEW.idempotency_key <> NEW.decision_id::text THEN
    RAISE EXCEPTION 'A decision has one message: % is another of decision %', NEW.id, NEW.decision_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
