-- CreateTable
CREATE TABLE "notice_settings" (
    "workspace_id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "webhook_sealed" TEXT,
    "webhook_host" VARCHAR(255),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_settings_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "notice_item" (
    "workspace_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "decision_id" UUID NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_item_pkey" PRIMARY KEY ("workspace_id","kind","decision_id")
);

-- CreateTable
CREATE TABLE "notice_outbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "road" VARCHAR(16) NOT NULL,
    "address" TEXT,
    "subject" TEXT NOT NULL,
    "lines" TEXT[],
    "status" VARCHAR(16) NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "last_words" TEXT,

    CONSTRAINT "notice_outbox_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "notice_item_workspace_id_settled_at_idx" ON "notice_item"("workspace_id", "settled_at");

-- CreateIndex
CREATE INDEX "notice_outbox_workspace_id_status_next_at_idx" ON "notice_outbox"("workspace_id", "status", "next_at");

-- CreateIndex
CREATE INDEX "notice_outbox_workspace_id_kind_created_at_idx" ON "notice_outbox"("workspace_id", "kind", "created_at" DESC);
