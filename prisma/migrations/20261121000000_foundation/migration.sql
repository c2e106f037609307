-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "CartStatus" AS ENUM ('open', 'ordered', 'emptied');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('queued', 'importing', 'replaying', 'paused', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('queued', 'claimed', 'attempting', 'accepted', 'delivered', 'bounced', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "ClockMode" AS ENUM ('system', 'virtual');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'marketer', 'approver', 'executive');

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "workspace_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "product" (
    "workspace_id" UUID NOT NULL,
    "sku" VARCHAR(255) NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT,
    "url" TEXT,
    "image_url" TEXT,
    "price_cents" INTEGER NOT NULL,
    "cost_cents" INTEGER,
    "stock" INTEGER,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "field_times" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "product_pkey" PRIMARY KEY ("workspace_id","sku")
);

-- CreateTable
CREATE TABLE "cart" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "cart_key" VARCHAR(255) NOT NULL,
    "customer_id" UUID NOT NULL,
    "status" "CartStatus" NOT NULL DEFAULT 'open',
    "lines" JSONB NOT NULL,
    "value_cents" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "order_key" TEXT,
    "ordered_at" TIMESTAMPTZ(3),
    "considered_for" TIMESTAMPTZ(3),
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "cart_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "shop_order" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "order_key" VARCHAR(255) NOT NULL,
    "customer_id" UUID NOT NULL,
    "cart_key" TEXT,
    "revenue_cents" INTEGER NOT NULL,
    "discount_cents" INTEGER NOT NULL DEFAULT 0,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "coupon_code" TEXT,
    "campaign" JSONB NOT NULL DEFAULT '{}',
    "lines" JSONB NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "event_key" VARCHAR(255) NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "refunded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" VARCHAR(255),
    "email" TEXT,
    "phone" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "country" CHAR(2),
    "region" TEXT,
    "timezone" TEXT,
    "locale" TEXT,
    "traits" JSONB NOT NULL DEFAULT '{}',
    "trait_times" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_up_at" TIMESTAMPTZ(3),
    "last_engaged_at" TIMESTAMPTZ(3),
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "order_count" INTEGER NOT NULL DEFAULT 0,
    "lifetime_value_cents" INTEGER NOT NULL DEFAULT 0,
    "stage" VARCHAR(16) NOT NULL DEFAULT 'new',
    "engagement_points" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "engagement_at" TIMESTAMPTZ(3),
    "delivered_touches" INTEGER NOT NULL DEFAULT 0,
    "hard_bounces" INTEGER NOT NULL DEFAULT 0,
    "subject_ref" UUID NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_identity" (
    "workspace_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "value" VARCHAR(320) NOT NULL,
    "customer_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_identity_pkey" PRIMARY KEY ("workspace_id","kind","value")
);

-- CreateTable
CREATE TABLE "stage_change" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "from" VARCHAR(16),
    "to" VARCHAR(16) NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_event" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "purpose" VARCHAR(32) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "lawful_basis" TEXT,
    "source" TEXT NOT NULL,
    "text_version" TEXT,
    "actor" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "evidence" TEXT,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "workspace_id" UUID NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "address_hash" TEXT NOT NULL,
    "reason" VARCHAR(32) NOT NULL,
    "message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("workspace_id","channel","address_hash")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "trigger" VARCHAR(32) NOT NULL,
    "trigger_key" VARCHAR(255) NOT NULL,
    "action" VARCHAR(48),
    "channel" VARCHAR(16),
    "outcome" VARCHAR(16) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "confidence" DOUBLE PRECISION,
    "confidence_kind" VARCHAR(16),
    "value_cents" INTEGER,
    "summary" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "candidates" JSONB NOT NULL,
    "chosen" JSONB,
    "verdicts" JSONB NOT NULL,
    "reasons" JSONB NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "model_versions" JSONB NOT NULL,
    "autonomy_level" INTEGER NOT NULL,
    "held_out" BOOLEAN NOT NULL DEFAULT false,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "send_at" TIMESTAMPTZ(3),
    "review_by" TIMESTAMPTZ(3),
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewed_by_id" UUID,
    "review_reason" TEXT,
    "review_note" TEXT,
    "outcome_reason" TEXT,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activated_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("workspace_id","version")
);

-- CreateTable
CREATE TABLE "autonomy" (
    "workspace_id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 1,
    "approved_streak" INTEGER NOT NULL DEFAULT 0,
    "rejected_streak" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "autonomy_pkey" PRIMARY KEY ("workspace_id","agent_id","action")
);

-- CreateTable
CREATE TABLE "offer_policy" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "max_percent_off" INTEGER NOT NULL,
    "budget_cents" INTEGER NOT NULL,
    "reserved_cents" INTEGER NOT NULL DEFAULT 0,
    "settled_cents" INTEGER NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_policy_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "offer_policy_id" UUID,
    "code" VARCHAR(32) NOT NULL,
    "percent_off" INTEGER NOT NULL,
    "reserved_cents" INTEGER NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(3),
    "order_id" UUID,
    "settled_cents" INTEGER,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "winback_spell" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "dormant_from" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "arm" VARCHAR(16) NOT NULL,
    "next_wave" INTEGER NOT NULL,
    "next_wave_at" TIMESTAMPTZ(3),
    "ended_as" VARCHAR(16),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "winback_spell_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "kill_switch" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "scope" VARCHAR(16) NOT NULL,
    "target" VARCHAR(64) NOT NULL,
    "reason" TEXT NOT NULL,
    "stopped_by_id" UUID,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "resumed_by_id" UUID,
    "resumed_at" TIMESTAMPTZ(3),
    "resume_reason" TEXT,

    CONSTRAINT "kill_switch_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "message_id" VARCHAR(255) NOT NULL,
    "type" VARCHAR(16) NOT NULL,
    "name" VARCHAR(255),
    "user_id" VARCHAR(255),
    "anonymous_id" VARCHAR(255),
    "customer_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "properties" JSONB NOT NULL,
    "context" JSONB NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_pending" (
    "event_id" BIGINT NOT NULL,
    "workspace_id" UUID NOT NULL,

    CONSTRAINT "event_pending_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "field" TEXT,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_job" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_path" TEXT NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'queued',
    "options" JSONB NOT NULL,
    "totals" JSONB NOT NULL,
    "cursor_line" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "status" "MessageStatus" NOT NULL DEFAULT 'queued',
    "idempotency_key" VARCHAR(255) NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT NOT NULL,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "template" TEXT NOT NULL,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "provider_message_id" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "clicked_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),
    "complained_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_reason" TEXT,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message_link" (
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "message_link_pkey" PRIMARY KEY ("workspace_id","message_id","position")
);

-- CreateTable
CREATE TABLE "message_event" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT,
    "user_agent" TEXT,
    "is_machine" BOOLEAN NOT NULL DEFAULT false,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "dedupe_key" TEXT NOT NULL,

    CONSTRAINT "message_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribution" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "model" VARCHAR(16) NOT NULL,
    "evidence" VARCHAR(16) NOT NULL,
    "credit_cents" INTEGER NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "timezone" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "clock_mode" "ClockMode" NOT NULL DEFAULT 'system',
    "virtual_now" TIMESTAMPTZ(3),
    "brand" JSONB NOT NULL,
    "holdout_salt" TEXT NOT NULL,
    "simulation" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "write_key" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "write_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "installation_secret" (
    "purpose" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_secret_pkey" PRIMARY KEY ("purpose")
);

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_subject_idx" ON "audit_entry"("workspace_id", "subject");

-- CreateIndex
CREATE INDEX "cart_workspace_id_status_last_changed_at_idx" ON "cart"("workspace_id", "status", "last_changed_at");

-- CreateIndex
CREATE INDEX "cart_workspace_id_customer_id_idx" ON "cart"("workspace_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "cart_workspace_id_cart_key_key" ON "cart"("workspace_id", "cart_key");

-- CreateIndex
CREATE INDEX "shop_order_workspace_id_customer_id_ordered_at_idx" ON "shop_order"("workspace_id", "customer_id", "ordered_at");

-- CreateIndex
CREATE INDEX "shop_order_workspace_id_ordered_at_idx" ON "shop_order"("workspace_id", "ordered_at");

-- CreateIndex
CREATE INDEX "shop_order_workspace_id_cart_key_idx" ON "shop_order"("workspace_id", "cart_key");

-- CreateIndex
CREATE UNIQUE INDEX "shop_order_workspace_id_order_key_key" ON "shop_order"("workspace_id", "order_key");

-- CreateIndex
CREATE UNIQUE INDEX "refund_workspace_id_event_key_key" ON "refund"("workspace_id", "event_key");

-- CreateIndex
CREATE INDEX "customer_workspace_id_email_idx" ON "customer"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "customer_workspace_id_last_engaged_at_idx" ON "customer"("workspace_id", "last_engaged_at");

-- CreateIndex
CREATE INDEX "customer_workspace_id_lifetime_value_cents_idx" ON "customer"("workspace_id", "lifetime_value_cents" DESC);

-- CreateIndex
CREATE INDEX "customer_workspace_id_last_seen_at_idx" ON "customer"("workspace_id", "last_seen_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "customer_workspace_id_external_id_key" ON "customer"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "customer_identity_workspace_id_customer_id_idx" ON "customer_identity"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "stage_change_workspace_id_customer_id_changed_at_idx" ON "stage_change"("workspace_id", "customer_id", "changed_at" DESC);

-- CreateIndex
CREATE INDEX "consent_event_workspace_id_customer_id_occurred_at_idx" ON "consent_event"("workspace_id", "customer_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "consent_event_workspace_id_customer_id_channel_purpose_evid_key" ON "consent_event"("workspace_id", "customer_id", "channel", "purpose", "evidence");

-- CreateIndex
CREATE INDEX "decision_workspace_id_outcome_decided_at_idx" ON "decision"("workspace_id", "outcome", "decided_at");

-- CreateIndex
CREATE INDEX "decision_workspace_id_customer_id_decided_at_idx" ON "decision"("workspace_id", "customer_id", "decided_at" DESC);

-- CreateIndex
CREATE INDEX "decision_workspace_id_decided_at_idx" ON "decision"("workspace_id", "decided_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "decision_workspace_id_agent_id_trigger_key_key" ON "decision"("workspace_id", "agent_id", "trigger_key");

-- CreateIndex
CREATE INDEX "offer_policy_workspace_id_agent_id_action_idx" ON "offer_policy"("workspace_id", "agent_id", "action");

-- CreateIndex
CREATE INDEX "offer_workspace_id_customer_id_status_idx" ON "offer"("workspace_id", "customer_id", "status");

-- CreateIndex
CREATE INDEX "offer_workspace_id_status_expires_at_idx" ON "offer"("workspace_id", "status", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "offer_workspace_id_code_key" ON "offer"("workspace_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "offer_workspace_id_decision_id_key" ON "offer"("workspace_id", "decision_id");

-- CreateIndex
CREATE INDEX "winback_spell_workspace_id_next_wave_at_idx" ON "winback_spell"("workspace_id", "next_wave_at");

-- CreateIndex
CREATE UNIQUE INDEX "winback_spell_workspace_id_customer_id_dormant_from_key" ON "winback_spell"("workspace_id", "customer_id", "dormant_from");

-- CreateIndex
CREATE INDEX "kill_switch_workspace_id_resumed_at_idx" ON "kill_switch"("workspace_id", "resumed_at");

-- CreateIndex
CREATE INDEX "event_workspace_id_customer_id_occurred_at_idx" ON "event"("workspace_id", "customer_id", "occurred_at" DESC);

-- CreateIndex
CREATE INDEX "event_workspace_id_occurred_at_idx" ON "event"("workspace_id", "occurred_at" DESC);

-- CreateIndex
CREATE INDEX "event_workspace_id_anonymous_id_idx" ON "event"("workspace_id", "anonymous_id");

-- CreateIndex
CREATE INDEX "event_workspace_id_id_idx" ON "event"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "event_received_at_idx" ON "event" USING BRIN ("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_workspace_id_message_id_key" ON "event"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "event_pending_workspace_id_event_id_idx" ON "event_pending"("workspace_id", "event_id");

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_received_at_idx" ON "dead_letter"("workspace_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "import_job_workspace_id_created_at_idx" ON "import_job"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "message_status_send_at_idx" ON "message"("status", "send_at");

-- CreateIndex
CREATE INDEX "message_workspace_id_customer_id_delivered_at_idx" ON "message"("workspace_id", "customer_id", "delivered_at");

-- CreateIndex
CREATE INDEX "message_workspace_id_delivered_at_idx" ON "message"("workspace_id", "delivered_at");

-- CreateIndex
CREATE INDEX "message_workspace_id_bounced_at_idx" ON "message"("workspace_id", "bounced_at");

-- CreateIndex
CREATE INDEX "message_workspace_id_send_at_idx" ON "message"("workspace_id", "send_at" DESC);

-- CreateIndex
CREATE INDEX "message_workspace_id_decision_id_idx" ON "message"("workspace_id", "decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_idempotency_key_key" ON "message"("workspace_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "message_event_workspace_id_message_id_idx" ON "message_event"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "message_event_workspace_id_occurred_at_idx" ON "message_event"("workspace_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_event_workspace_id_dedupe_key_key" ON "message_event"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "attribution_workspace_id_ordered_at_idx" ON "attribution"("workspace_id", "ordered_at");

-- CreateIndex
CREATE INDEX "attribution_workspace_id_decision_id_idx" ON "attribution"("workspace_id", "decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "attribution_workspace_id_order_id_model_decision_id_key" ON "attribution"("workspace_id", "order_id", "model", "decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "write_key_hash_key" ON "write_key"("hash");

-- CreateIndex
CREATE INDEX "write_key_workspace_id_idx" ON "write_key"("workspace_id");

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "shop_order"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "decision"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_link" ADD CONSTRAINT "message_link_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "write_key" ADD CONSTRAINT "write_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
