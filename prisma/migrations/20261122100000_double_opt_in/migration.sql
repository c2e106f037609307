-- Double opt-in: the question whether somebody really wants to be written to, and which address confirmed it.
ALTER TABLE "consent_event" ADD COLUMN "address_hash" CHAR(64);

-- CreateTable
CREATE TABLE "opt_in_request" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "to_address" TEXT NOT NULL,
    "address_hash" CHAR(64) NOT NULL,
    "source" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "provider" VARCHAR(32),
    "provider_message_id" TEXT,
    "template" TEXT,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "headers" JSONB NOT NULL DEFAULT '{}',
    "sent_at" TIMESTAMPTZ(3),
    "last_words" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "opt_in_request_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "opt_in_request_workspace_id_customer_id_created_at_idx" ON "opt_in_request"("workspace_id", "customer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "opt_in_request_workspace_id_channel_address_hash_created_at_idx" ON "opt_in_request"("workspace_id", "channel", "address_hash", "created_at" DESC);

-- CreateIndex
CREATE INDEX "opt_in_request_workspace_id_status_next_at_idx" ON "opt_in_request"("workspace_id", "status", "next_at");

-- CreateIndex
CREATE INDEX "opt_in_request_workspace_id_created_at_id_idx" ON "opt_in_request"("workspace_id", "created_at" DESC, "id" DESC);

-- Which address confirmed belongs to the proof, and goes with the person.
CREATE OR REPLACE FUNCTION consent_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.workspace_id, NEW.channel, NEW.purpose, NEW.status, NEW.source, NEW.actor, NEW.occurred_at, NEW.recorded_at)
       = (OLD.id, OLD.workspace_id, OLD.channel, OLD.purpose, OLD.status, OLD.source, OLD.actor, OLD.occurred_at, OLD.recorded_at)
     AND NEW.lawful_basis IS NOT DISTINCT FROM OLD.lawful_basis
     AND NEW.text_version IS NOT DISTINCT FROM OLD.text_version
     AND (NEW.evidence IS NULL OR NEW.evidence IS NOT DISTINCT FROM OLD.evidence)
     AND (NEW.ip_hash IS NULL OR NEW.ip_hash IS NOT DISTINCT FROM OLD.ip_hash)
     AND (NEW.agent_hash IS NULL OR NEW.agent_hash IS NOT DISTINCT FROM OLD.agent_hash)
     AND (NEW.address_hash IS NULL OR NEW.address_hash IS NOT DISTINCT FROM OLD.address_hash)
     AND (NEW.note IS NULL OR NEW.note IS NOT DISTINCT FROM OLD.note)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The consent ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
