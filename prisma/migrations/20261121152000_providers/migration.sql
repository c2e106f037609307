-- AlterTable
ALTER TABLE "message" ADD COLUMN     "units" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "provider_account" (
    "workspace_id" UUID NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "id" UUID NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "settings" JSONB NOT NULL,
    "secrets" JSONB NOT NULL,
    "hints" JSONB NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "last_report_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_account_pkey" PRIMARY KEY ("workspace_id","channel")
);

-- CreateTable
CREATE TABLE "provider_gate" (
    "workspace_id" UUID NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "sender" VARCHAR(320) NOT NULL,
    "tokens" DOUBLE PRECISION,
    "tokens_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "open_until" TIMESTAMPTZ(3),
    "probe_until" TIMESTAMPTZ(3),
    "closed_until" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "last_failure_at" TIMESTAMPTZ(3),
    "last_failure_code" VARCHAR(64),
    "last_failure_reason" VARCHAR(500),

    CONSTRAINT "provider_gate_pkey" PRIMARY KEY ("workspace_id","provider","sender")
);

-- CreateTable
CREATE TABLE "provider_report" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "dedupe_key" VARCHAR(255) NOT NULL,
    "message_id" UUID,
    "provider_message_id" TEXT,
    "report" JSONB NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_report_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "provider_account_id_key" ON "provider_account"("id");

-- CreateIndex
CREATE INDEX "provider_report_workspace_id_status_next_at_idx" ON "provider_report"("workspace_id", "status", "next_at");

-- CreateIndex
CREATE INDEX "provider_report_workspace_id_received_at_idx" ON "provider_report"("workspace_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "provider_report_workspace_id_provider_dedupe_key_key" ON "provider_report"("workspace_id", "provider", "dedupe_key");

-- CreateIndex
CREATE INDEX "message_workspace_id_provider_message_id_idx" ON "message"("workspace_id", "provider_message_id");
