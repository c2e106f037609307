-- What a message says, to whom and under which decision is written once. Erasure may take it out, nobody exchanges it.
CREATE FUNCTION message_stays_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.decision_id, NEW.channel, NEW.idempotency_key) IS DISTINCT FROM (OLD.decision_id, OLD.channel, OLD.idempotency_key)
    OR coalesce(NEW.subject, '') NOT IN ('', coalesce(OLD.subject, ''))
    OR coalesce(NEW.html, '') NOT IN ('', coalesce(OLD.html, ''))
    OR NEW.text NOT IN ('', OLD.text)
    OR NEW.to_address NOT IN ('', OLD.to_address)
  THEN
    RAISE EXCEPTION 'A message stays as it was written: % is not', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER message_stays_as_written
  BEFORE UPDATE OF decision_id, channel, idempotency_key, subject, html, text, to_address ON message
  FOR EACH ROW EXECUTE FUNCTION message_stays_as_written();

-- What arrived or bounced does not go out again, and what left is not forgotten.
CREATE FUNCTION message_does_not_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.accepted_at IS NOT NULL OR OLD.status IN ('attempting', 'accepted', 'delivered', 'bounced', 'unknown') THEN
      RAISE EXCEPTION 'A message that left stays on record: % did', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'A message that was % does not leave again: %', OLD.status, OLD.id USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER message_does_not_return BEFORE UPDATE OF status ON message
  FOR EACH ROW WHEN (OLD.status IN ('delivered', 'bounced') AND NEW.status IN ('queued', 'claimed', 'attempting'))
  EXECUTE FUNCTION message_does_not_return();
CREATE TRIGGER message_stays_on_record BEFORE DELETE ON message
  FOR EACH ROW EXECUTE FUNCTION message_does_not_return();
