-- CreateTable
CREATE TABLE "web_site" (
    "workspace_id" UUID NOT NULL,
    "origins" TEXT[],
    "slots" TEXT[],
    "secret_version" INTEGER NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_site_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "web_message" (
    "workspace_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "slot" VARCHAR(40),
    "handed_at" TIMESTAMPTZ(3),
    "shown_at" TIMESTAMPTZ(3),
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "web_message_pkey" PRIMARY KEY ("workspace_id","message_id")
);

-- CreateTable
CREATE TABLE "decide_request" (
    "workspace_id" UUID NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "request_hash" VARCHAR(64) NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decide_request_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateIndex
CREATE INDEX "web_message_workspace_id_expires_at_idx" ON "web_message"("workspace_id", "expires_at");

-- CreateIndex
CREATE INDEX "decide_request_workspace_id_created_at_idx" ON "decide_request"("workspace_id", "created_at");

-- AddForeignKey
ALTER TABLE "web_message" ADD CONSTRAINT "web_message_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
