CREATE TABLE "privacy_request" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" VARCHAR(24) NOT NULL,
    "regime" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'received',
    "identifier_kind" VARCHAR(16) NOT NULL,
    "identifier" TEXT,
    "customer_id" UUID,
    "source" VARCHAR(32) NOT NULL,
    "source_event" VARCHAR(255),
    "note" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "extended_at" TIMESTAMPTZ(3),
    "extension_reason" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "verified_by" VARCHAR(64),
    "verification" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "started_by" VARCHAR(64),
    "progress" JSONB NOT NULL DEFAULT '{}',
    "ended_at" TIMESTAMPTZ(3),
    "refusal_reason" TEXT,
    "certificate" JSONB,
    "certificate_hash" CHAR(64),
    "created_by" VARCHAR(64) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT privacy_request_status CHECK (status IN ('received', 'verified', 'running', 'done', 'refused'))
);
CREATE UNIQUE INDEX "privacy_request_workspace_id_source_event_key" ON "privacy_request"("workspace_id", "source_event");
CREATE INDEX "privacy_request_workspace_id_status_due_at_idx" ON "privacy_request"("workspace_id", "status", "due_at");
CREATE INDEX "privacy_request_workspace_id_received_at_idx" ON "privacy_request"("workspace_id", "received_at" DESC);
CREATE INDEX "privacy_request_status_updated_at_idx" ON "privacy_request"("status", "updated_at");

CREATE TABLE "erasure_tombstone" (
    "workspace_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_tombstone_pkey" PRIMARY KEY ("workspace_id","kind","hash")
);
CREATE INDEX "erasure_tombstone_workspace_id_request_id_idx" ON "erasure_tombstone"("workspace_id", "request_id");

ALTER TABLE "customer" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- The consent ledger belongs to customers, for as long as there is one: a visitor who turns out to be somebody takes
-- their entries along. What visitors of before left behind was said again for the customer they became.
ALTER TABLE "consent_event" ADD COLUMN "ip_hash" CHAR(64), ADD COLUMN "agent_hash" CHAR(64), ADD COLUMN "note" TEXT;
DROP TRIGGER consent_event_append_only ON consent_event;
DELETE FROM consent_event e WHERE NOT EXISTS (
  SELECT FROM customer c WHERE c.workspace_id = e.workspace_id AND c.id = e.customer_id);
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_workspace_id_customer_id_fkey"
  FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customer"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What was said, when, how and to which words never changes. An entry may follow its customer, and lose what points at
-- the person; nothing is ever taken out.
CREATE FUNCTION consent_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.workspace_id, NEW.channel, NEW.purpose, NEW.status, NEW.source, NEW.actor, NEW.occurred_at, NEW.recorded_at)
       = (OLD.id, OLD.workspace_id, OLD.channel, OLD.purpose, OLD.status, OLD.source, OLD.actor, OLD.occurred_at, OLD.recorded_at)
     AND NEW.lawful_basis IS NOT DISTINCT FROM OLD.lawful_basis
     AND NEW.text_version IS NOT DISTINCT FROM OLD.text_version
     AND (NEW.evidence IS NULL OR NEW.evidence IS NOT DISTINCT FROM OLD.evidence)
     AND (NEW.ip_hash IS NULL OR NEW.ip_hash IS NOT DISTINCT FROM OLD.ip_hash)
     AND (NEW.agent_hash IS NULL OR NEW.agent_hash IS NOT DISTINCT FROM OLD.agent_hash)
     AND (NEW.note IS NULL OR NEW.note IS NOT DISTINCT FROM OLD.note)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The consent ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event
  FOR EACH ROW EXECUTE FUNCTION consent_event_guard();

-- A report on a message says what it said; a person who is erased is taken out of the words of whoever reported it.
CREATE FUNCTION breach_report_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.note LIKE '%[erased]%'
     AND (NEW.workspace_id, NEW.id, NEW.decision_id, NEW.agent_id, NEW.action, NEW.guardrail, NEW.reported_at)
       = (OLD.workspace_id, OLD.id, OLD.decision_id, OLD.agent_id, OLD.action, OLD.guardrail, OLD.reported_at)
     AND NEW.reported_by_id IS NOT DISTINCT FROM OLD.reported_by_id
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Reports are append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER breach_report_append_only ON breach_report;
CREATE TRIGGER breach_report_append_only BEFORE UPDATE OR DELETE ON breach_report
  FOR EACH ROW EXECUTE FUNCTION breach_report_guard();
