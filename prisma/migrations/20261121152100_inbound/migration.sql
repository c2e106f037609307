-- CreateTable
CREATE TABLE "inbound_message" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "customer_id" UUID NOT NULL,
    "word" VARCHAR(16) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "push_device" (
    "workspace_id" UUID NOT NULL,
    "token" VARCHAR(512) NOT NULL,
    "customer_id" UUID NOT NULL,
    "platform" VARCHAR(16),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_device_pkey" PRIMARY KEY ("workspace_id","token")
);

-- CreateIndex
CREATE INDEX "inbound_message_workspace_id_customer_id_channel_received_a_idx" ON "inbound_message"("workspace_id", "customer_id", "channel", "received_at" DESC);

-- CreateIndex
CREATE INDEX "push_device_workspace_id_customer_id_idx" ON "push_device"("workspace_id", "customer_id");
