-- CreateTable
CREATE TABLE "kpi_hour" (
    "workspace_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "campaign" VARCHAR(36) NOT NULL,
    "template" TEXT NOT NULL,
    "touches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "email_touches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sms_touches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "push_touches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "opened" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "machine_opened" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "clicked" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "push_clicked" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "unsubscribed" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "complained" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "converted" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "tested" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "carts_messaged" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "carts_recovered" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "winbacks_messaged" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "winbacks_converted" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "simulated_touches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "bounced" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "attempted" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "arrived" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "list_lost" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "credit_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "email_credit_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sms_credit_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "email_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sms_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "won_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "credit_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "email_credit_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sms_credit_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "discount_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "discount_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "decisions" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "actionable" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "sent_to_review" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "autonomous" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "reviewed" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "overridden" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "review_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "tone_checked" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "tone_kept" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "verdicts" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "review_work_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "breaches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "order_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "first_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "second_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "lifetime_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "retention_due" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "retained" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "customers_met" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "list_joined" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "churned" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "returned" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "launches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "launch_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "launch_minute_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "tests_won" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "test_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "test_minute_squares" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "kpi_hour_pkey" PRIMARY KEY ("workspace_id","hour","agent_id","action","channel","campaign","template")
);

-- CreateTable
CREATE TABLE "kpi_stale" (
    "workspace_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kpi_stale_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "kpi_stale_workspace_id_hour_idx" ON "kpi_stale"("workspace_id", "hour");

-- From here on what the schema does not describe: triggers that say, in the transaction of a change, which hours of the
-- ledger it concerns. A hint too many costs a recount, a hint too few would be a wrong figure: when in doubt they mark.
CREATE FUNCTION kpi_hour_of(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT date_bin('1 hour', at, timestamptz '2000-01-01 00:00:00+00') $$;

CREATE FUNCTION kpi_mark(workspace uuid, VARIADIC instants timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT DISTINCT workspace, kpi_hour_of(at) FROM unnest(instants) AS at WHERE at IS NOT NULL
$$;

-- Everything that one order of a customer decides about: whether later ones are first or second, what they add to the
-- square of the lifetime value, whether the customer was kept, and whether messages before brought them back.
CREATE FUNCTION kpi_mark_orders(workspace uuid, customer uuid, since timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT workspace, kpi_hour_of(since)
  UNION SELECT workspace, kpi_hour_of(since + interval '365 days')
  UNION SELECT workspace, kpi_hour_of(o.ordered_at) FROM shop_order o
    WHERE o.workspace_id = workspace AND o.customer_id = customer AND o.ordered_at >= since
  UNION SELECT workspace, kpi_hour_of(first.ordered_at + interval '365 days') FROM (
    SELECT o.ordered_at FROM shop_order o WHERE o.workspace_id = workspace AND o.customer_id = customer
    ORDER BY o.ordered_at LIMIT 2) first
  UNION SELECT workspace, kpi_hour_of(m.delivered_at) FROM message m
    WHERE m.workspace_id = workspace AND m.customer_id = customer
      AND m.delivered_at >= since - interval '30 days' AND m.delivered_at < since
$$;

-- Every instant at which something of a decision counts.
CREATE FUNCTION kpi_mark_decision(workspace uuid, decision uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT DISTINCT workspace, kpi_hour_of(at) FROM (
    SELECT unnest(ARRAY[m.delivered_at, m.bounced_at, m.send_at]) FROM message m
      WHERE m.workspace_id = workspace AND m.decision_id = decision
    UNION ALL SELECT a.ordered_at FROM attribution a WHERE a.workspace_id = workspace AND a.decision_id = decision
    UNION ALL SELECT o.redeemed_at FROM offer o WHERE o.workspace_id = workspace AND o.decision_id = decision
    UNION ALL SELECT b.reported_at FROM breach_report b WHERE b.workspace_id = workspace AND b.decision_id = decision
    UNION ALL SELECT v.given_at FROM review_verdict v WHERE v.workspace_id = workspace AND v.decision_id = decision
    UNION ALL SELECT d.decided_at FROM decision d WHERE d.workspace_id = workspace AND d.id = decision
  ) AS instants(at) WHERE at IS NOT NULL
$$;

-- Messages --------------------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT DISTINCT workspace_id, kpi_hour_of(at) FROM changed
    CROSS JOIN LATERAL unnest(ARRAY[delivered_at, bounced_at, CASE WHEN status = 'failed' THEN send_at END]) AS at
    WHERE at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_messages_come AFTER INSERT ON message
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_messages();
CREATE TRIGGER kpi_messages_go AFTER DELETE ON message
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_messages();

CREATE FUNCTION kpi_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(OLD.workspace_id, OLD.delivered_at, NEW.delivered_at, OLD.bounced_at, NEW.bounced_at,
    CASE WHEN OLD.status = 'failed' THEN OLD.send_at END, CASE WHEN NEW.status = 'failed' THEN NEW.send_at END);
  -- Credit stands under the channel and the words of its message.
  IF (OLD.channel, OLD.template, OLD.decision_id) IS DISTINCT FROM (NEW.channel, NEW.template, NEW.decision_id) THEN
    PERFORM kpi_mark_decision(OLD.workspace_id, OLD.decision_id);
    PERFORM kpi_mark_decision(NEW.workspace_id, NEW.decision_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_message_changes AFTER UPDATE ON message FOR EACH ROW
  WHEN ((OLD.delivered_at, OLD.bounced_at, OLD.opened_at, OLD.clicked_at, OLD.unsubscribed_at, OLD.complained_at,
         OLD.channel, OLD.template, OLD.customer_id, OLD.decision_id, OLD.is_simulated, OLD.status = 'failed', OLD.send_at)
    IS DISTINCT FROM (NEW.delivered_at, NEW.bounced_at, NEW.opened_at, NEW.clicked_at, NEW.unsubscribed_at,
         NEW.complained_at, NEW.channel, NEW.template, NEW.customer_id, NEW.decision_id, NEW.is_simulated,
         NEW.status = 'failed', NEW.send_at))
  EXECUTE FUNCTION kpi_message();

CREATE FUNCTION kpi_message_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT DISTINCT m.workspace_id, kpi_hour_of(m.delivered_at) FROM changed c
    JOIN message m ON m.workspace_id = c.workspace_id AND m.id = c.message_id
    WHERE c.kind = 'opened' AND c.is_machine AND m.delivered_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_message_events_come AFTER INSERT ON message_event
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_message_events();
CREATE TRIGGER kpi_message_events_go AFTER DELETE ON message_event
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_message_events();

-- Credit ----------------------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT workspace_id, kpi_hour_of(ordered_at) FROM changed
  UNION SELECT m.workspace_id, kpi_hour_of(m.delivered_at) FROM changed c
    JOIN message m ON m.workspace_id = c.workspace_id AND m.decision_id = c.decision_id
    WHERE m.delivered_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_credits_come AFTER INSERT ON attribution
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_credits();
CREATE TRIGGER kpi_credits_go AFTER DELETE ON attribution
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_credits();

CREATE FUNCTION kpi_credit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(OLD.workspace_id, OLD.ordered_at, NEW.ordered_at);
  IF (OLD.decision_id, OLD.model) IS DISTINCT FROM (NEW.decision_id, NEW.model) THEN
    PERFORM kpi_mark_decision(OLD.workspace_id, OLD.decision_id);
    PERFORM kpi_mark_decision(NEW.workspace_id, NEW.decision_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_credit_changes AFTER UPDATE ON attribution FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION kpi_credit();

-- Orders ----------------------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark_orders(workspace_id, customer_id, min(ordered_at)) FROM changed GROUP BY workspace_id, customer_id;
  INSERT INTO kpi_stale (workspace_id, hour)
    SELECT workspace_id, kpi_hour_of(ordered_at) FROM changed
    UNION SELECT workspace_id, kpi_hour_of(ordered_at + interval '365 days') FROM changed
    UNION SELECT m.workspace_id, kpi_hour_of(m.delivered_at) FROM changed c
      JOIN message m ON m.workspace_id = c.workspace_id AND m.customer_id = c.customer_id
        AND m.delivered_at >= c.ordered_at - interval '30 days' AND m.delivered_at < c.ordered_at;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_orders_come AFTER INSERT ON shop_order
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_orders();
CREATE TRIGGER kpi_orders_go AFTER DELETE ON shop_order
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_orders();

CREATE FUNCTION kpi_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark_orders(OLD.workspace_id, OLD.customer_id, OLD.ordered_at);
  PERFORM kpi_mark_orders(NEW.workspace_id, NEW.customer_id, NEW.ordered_at);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_order_changes AFTER UPDATE ON shop_order FOR EACH ROW
  WHEN ((OLD.ordered_at, OLD.customer_id, OLD.revenue_cents, OLD.refunded_cents)
    IS DISTINCT FROM (NEW.ordered_at, NEW.customer_id, NEW.revenue_cents, NEW.refunded_cents))
  EXECUTE FUNCTION kpi_order();

-- Codes -----------------------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_offers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT DISTINCT workspace_id, kpi_hour_of(redeemed_at) FROM changed WHERE redeemed_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_offers_come AFTER INSERT ON offer
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_offers();
CREATE TRIGGER kpi_offers_go AFTER DELETE ON offer
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_offers();
CREATE FUNCTION kpi_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(NEW.workspace_id, OLD.redeemed_at, NEW.redeemed_at);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_offer_changes AFTER UPDATE ON offer FOR EACH ROW
  WHEN ((OLD.redeemed_at, OLD.settled_cents, OLD.decision_id)
    IS DISTINCT FROM (NEW.redeemed_at, NEW.settled_cents, NEW.decision_id))
  EXECUTE FUNCTION kpi_offer();

-- Decisions and verdicts ------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, kpi_hour_of(decided_at) FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_decisions_come AFTER INSERT ON decision
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_decisions();
CREATE TRIGGER kpi_decisions_go AFTER DELETE ON decision
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_decisions();

CREATE FUNCTION kpi_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(NEW.workspace_id, OLD.decided_at, NEW.decided_at);
  IF (OLD.agent_id, OLD.action, OLD.channel, OLD.trigger, OLD.trigger_key)
    IS DISTINCT FROM (NEW.agent_id, NEW.action, NEW.channel, NEW.trigger, NEW.trigger_key) THEN
    PERFORM kpi_mark_decision(NEW.workspace_id, NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_decision_changes AFTER UPDATE ON decision FOR EACH ROW
  WHEN ((OLD.decided_at, OLD.send_at IS NULL, OLD.review_by IS NULL, OLD.reviewed_at, OLD.outcome, OLD.agent_id,
         OLD.action, OLD.channel, OLD.trigger, OLD.trigger_key, OLD.verdicts)
    IS DISTINCT FROM (NEW.decided_at, NEW.send_at IS NULL, NEW.review_by IS NULL, NEW.reviewed_at, NEW.outcome,
         NEW.agent_id, NEW.action, NEW.channel, NEW.trigger, NEW.trigger_key, NEW.verdicts))
  EXECUTE FUNCTION kpi_decision();

CREATE FUNCTION kpi_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM kpi_mark_decision(OLD.workspace_id, OLD.decision_id);
    PERFORM kpi_mark(OLD.workspace_id, OLD.given_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM kpi_mark_decision(NEW.workspace_id, NEW.decision_id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_verdict_changes AFTER INSERT OR UPDATE OR DELETE ON review_verdict FOR EACH ROW
  EXECUTE FUNCTION kpi_verdict();

CREATE FUNCTION kpi_breach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM kpi_mark(OLD.workspace_id, OLD.reported_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM kpi_mark(NEW.workspace_id, NEW.reported_at); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_breach_changes AFTER INSERT OR UPDATE OR DELETE ON breach_report FOR EACH ROW
  EXECUTE FUNCTION kpi_breach();

-- Customers -------------------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, kpi_hour_of(first_seen_at) FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_customers_come AFTER INSERT ON customer
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_customers();
CREATE TRIGGER kpi_customers_go AFTER DELETE ON customer
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_customers();
CREATE FUNCTION kpi_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(NEW.workspace_id, OLD.first_seen_at, NEW.first_seen_at);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_customer_changes AFTER UPDATE ON customer FOR EACH ROW
  WHEN ((OLD.first_seen_at, OLD.email IS NULL, OLD.erased_at IS NULL, OLD.merged_into_id)
    IS DISTINCT FROM (NEW.first_seen_at, NEW.email IS NULL, NEW.erased_at IS NULL, NEW.merged_into_id))
  EXECUTE FUNCTION kpi_customer();

CREATE FUNCTION kpi_stages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, kpi_hour_of(changed_at) FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stages_come AFTER INSERT ON stage_change
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_stages();
CREATE TRIGGER kpi_stages_go AFTER DELETE ON stage_change
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi_stages();
CREATE FUNCTION kpi_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kpi_mark(NEW.workspace_id, OLD.changed_at, NEW.changed_at);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stage_changes AFTER UPDATE ON stage_change FOR EACH ROW
  WHEN ((OLD.changed_at, OLD."from", OLD."to") IS DISTINCT FROM (NEW.changed_at, NEW."from", NEW."to"))
  EXECUTE FUNCTION kpi_stage();

-- Campaigns and tests ---------------------------------------------------------------------------------------------------
CREATE FUNCTION kpi_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM kpi_mark(OLD.workspace_id, OLD.launched_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM kpi_mark(NEW.workspace_id, NEW.launched_at); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_campaign_changes AFTER INSERT OR UPDATE OF launched_at, created_at OR DELETE ON campaign FOR EACH ROW
  EXECUTE FUNCTION kpi_campaign();

CREATE FUNCTION kpi_mark_test(workspace uuid, words varchar, since timestamptz, until timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT workspace, kpi_hour_of(until) WHERE until IS NOT NULL
  UNION SELECT workspace, kpi_hour_of(m.delivered_at) FROM message m
    WHERE m.workspace_id = workspace AND split_part(m.template, '@', 1) = words AND m.delivered_at >= since
$$;
CREATE FUNCTION kpi_test() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM kpi_mark_test(OLD.workspace_id, OLD.template_id, OLD.started_at, OLD.ended_at);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM kpi_mark_test(NEW.workspace_id, NEW.template_id, NEW.started_at, NEW.ended_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_test_changes AFTER INSERT OR UPDATE OF template_id, started_at, ended_at OR DELETE ON experiment
  FOR EACH ROW EXECUTE FUNCTION kpi_test();
CREATE FUNCTION kpi_variant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  variant experiment_variant := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM kpi_mark(e.workspace_id, e.ended_at) FROM experiment e
    WHERE e.workspace_id = variant.workspace_id AND e.id = variant.experiment_id;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_variant_changes AFTER INSERT OR UPDATE OF status OR DELETE ON experiment_variant
  FOR EACH ROW EXECUTE FUNCTION kpi_variant();

-- What there is already has no hours yet.
INSERT INTO kpi_stale (workspace_id, hour)
  SELECT workspace_id, kpi_hour_of(at) FROM message
    CROSS JOIN LATERAL unnest(ARRAY[delivered_at, bounced_at, CASE WHEN status = 'failed' THEN send_at END]) AS at
    WHERE at IS NOT NULL
  UNION SELECT workspace_id, kpi_hour_of(ordered_at) FROM attribution
  UNION SELECT workspace_id, kpi_hour_of(at) FROM shop_order
    CROSS JOIN LATERAL unnest(ARRAY[ordered_at, ordered_at + interval '365 days']) AS at
  UNION SELECT workspace_id, kpi_hour_of(redeemed_at) FROM offer WHERE redeemed_at IS NOT NULL
  UNION SELECT workspace_id, kpi_hour_of(decided_at) FROM decision
  UNION SELECT workspace_id, kpi_hour_of(given_at) FROM review_verdict
  UNION SELECT workspace_id, kpi_hour_of(reported_at) FROM breach_report
  UNION SELECT workspace_id, kpi_hour_of(first_seen_at) FROM customer
  UNION SELECT workspace_id, kpi_hour_of(changed_at) FROM stage_change
  UNION SELECT workspace_id, kpi_hour_of(launched_at) FROM campaign WHERE launched_at IS NOT NULL
  UNION SELECT workspace_id, kpi_hour_of(ended_at) FROM experiment WHERE ended_at IS NOT NULL;
