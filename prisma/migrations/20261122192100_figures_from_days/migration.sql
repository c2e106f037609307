-- AlterTable
ALTER TABLE "kpi_hour"
  ADD COLUMN "outcome_in_review" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_scheduled" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_approved" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_edited" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_executed" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_rejected" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_blocked" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_held_out" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_skipped" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_expired" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_cancelled" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "outcome_failed" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "kpi_day" (
    "workspace_id" UUID NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
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
    "outcome_in_review" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_scheduled" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_approved" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_edited" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_executed" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_rejected" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_blocked" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_held_out" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_skipped" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_expired" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_cancelled" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "outcome_failed" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "verdicts" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "review_work_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "breaches" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "order_cents" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "shop_orders" DOUBLE PRECISION NOT NULL DEFAULT 0,
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

    CONSTRAINT "kpi_day_pkey" PRIMARY KEY ("workspace_id","day")
);

-- CreateTable
CREATE TABLE "touch_mark" (
    "workspace_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "xid" BIGINT NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "touch_mark_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "touch_mark_workspace_id_at_idx" ON "touch_mark"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "message_workspace_id_delivered_at_customer_id_idx" ON "message"("workspace_id", "delivered_at", "customer_id") WHERE bounced_at IS NULL;

-- CreateIndex
CREATE INDEX "decision_workspace_id_decided_at_reviewed_at_idx" ON "decision"("workspace_id", "decided_at", "reviewed_at") WHERE reviewed_at IS NOT NULL;

-- CreateIndex
CREATE INDEX "holdout_draw_workspace_id_quarter_customer_id_drawn_at_held_idx" ON "holdout_draw"("workspace_id", "quarter", "customer_id", "drawn_at", "held_out");

-- From here on what the schema does not describe.
CREATE FUNCTION kpi_day_of(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT date_bin('1 day', at, timestamptz '2000-01-01 00:00:00+00') $$;

INSERT INTO kpi_day (workspace_id, day, touches, email_touches, sms_touches, push_touches, opened, machine_opened, clicked, push_clicked, unsubscribed, complained, converted, tested, carts_messaged, carts_recovered, winbacks_messaged, winbacks_converted, simulated_touches, sent, bounced, attempted, arrived, list_lost, credit_cents, email_credit_cents, sms_credit_cents, orders, email_orders, sms_orders, won_orders, credit_squares, email_credit_squares, sms_credit_squares, discount_cents, discount_squares, decisions, actionable, sent_to_review, autonomous, reviewed, overridden, review_ms, tone_checked, tone_kept, outcome_in_review, outcome_scheduled, outcome_approved, outcome_edited, outcome_executed, outcome_rejected, outcome_blocked, outcome_held_out, outcome_skipped, outcome_expired, outcome_cancelled, outcome_failed, verdicts, review_work_ms, breaches, order_cents, shop_orders, first_orders, second_orders, lifetime_squares, retention_due, retained, customers_met, list_joined, churned, returned, launches, launch_ms, launch_minute_squares, tests_won, test_ms, test_minute_squares)
SELECT workspace_id, kpi_day_of(hour), sum(touches), sum(email_touches), sum(sms_touches), sum(push_touches), sum(opened), sum(machine_opened), sum(clicked), sum(push_clicked), sum(unsubscribed), sum(complained), sum(converted), sum(tested), sum(carts_messaged), sum(carts_recovered), sum(winbacks_messaged), sum(winbacks_converted), sum(simulated_touches), sum(sent), sum(bounced), sum(attempted), sum(arrived), sum(list_lost), sum(credit_cents), sum(email_credit_cents), sum(sms_credit_cents), sum(orders), sum(email_orders), sum(sms_orders), sum(won_orders), sum(credit_squares), sum(email_credit_squares), sum(sms_credit_squares), sum(discount_cents), sum(discount_squares), sum(decisions), sum(actionable), sum(sent_to_review), sum(autonomous), sum(reviewed), sum(overridden), sum(review_ms), sum(tone_checked), sum(tone_kept), sum(outcome_in_review), sum(outcome_scheduled), sum(outcome_approved), sum(outcome_edited), sum(outcome_executed), sum(outcome_rejected), sum(outcome_blocked), sum(outcome_held_out), sum(outcome_skipped), sum(outcome_expired), sum(outcome_cancelled), sum(outcome_failed), sum(verdicts), sum(review_work_ms), sum(breaches), sum(order_cents), sum(shop_orders), sum(first_orders), sum(second_orders), sum(lifetime_squares), sum(retention_due), sum(retained), sum(customers_met), sum(list_joined), sum(churned), sum(returned), sum(launches), sum(launch_ms), sum(launch_minute_squares), sum(tests_won), sum(test_ms), sum(test_minute_squares)
FROM kpi_hour GROUP BY 1, 2;

-- Where decisions stand is counted from now on: their hours are made anew.
INSERT INTO kpi_stale (workspace_id, hour)
SELECT DISTINCT workspace_id, hour FROM kpi_hour WHERE decisions > 0;

-- Touches of the last hour need no mark: nobody keeps what was counted of it (touched-customers.ts).
CREATE FUNCTION touch_mark(workspace uuid, VARIADIC instants timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO touch_mark (workspace_id, at, xid, marked_at)
  SELECT DISTINCT workspace, at, pg_current_xact_id()::text::bigint, clock_timestamp() FROM unnest(instants) AS at
  WHERE at < clock_timestamp() - interval '1 hour'
$$;

CREATE FUNCTION touch_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_mark(workspace_id, VARIADIC array_agg(delivered_at)) FROM changed
    WHERE delivered_at IS NOT NULL AND bounced_at IS NULL GROUP BY workspace_id;
  RETURN NULL;
END $$;
CREATE TRIGGER touch_messages_come AFTER INSERT ON message
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_messages();
CREATE TRIGGER touch_messages_go AFTER DELETE ON message
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_messages();

CREATE FUNCTION touch_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_mark(NEW.workspace_id, OLD.delivered_at, NEW.delivered_at);
  RETURN NULL;
END $$;
CREATE TRIGGER touch_message_changes AFTER UPDATE ON message FOR EACH ROW
  WHEN ((OLD.delivered_at, OLD.bounced_at IS NULL, OLD.customer_id)
    IS DISTINCT FROM (NEW.delivered_at, NEW.bounced_at IS NULL, NEW.customer_id))
  EXECUTE FUNCTION touch_message();
