-- CreateTable
CREATE TABLE "segment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "description" VARCHAR(300) NOT NULL DEFAULT '',
    "rule" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "is_archived" BOOLEAN NOT NULL DEFAULT false,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "evaluated_revision" INTEGER NOT NULL DEFAULT 0,
    "evaluated_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "segment_version" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "rule" JSONB NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_version_pkey" PRIMARY KEY ("workspace_id","segment_id","revision")
);

-- CreateTable
CREATE TABLE "segment_member" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_member_pkey" PRIMARY KEY ("workspace_id","segment_id","customer_id")
);

-- CreateTable
CREATE TABLE "segment_change" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "cause" VARCHAR(8) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_size" (
    "workspace_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "members" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "segment_size_pkey" PRIMARY KEY ("workspace_id","segment_id","day")
);

-- CreateTable
CREATE TABLE "segment_touched" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "segment_touched_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "segment_member_workspace_id_customer_id_idx" ON "segment_member"("workspace_id", "customer_id");

-- CreateIndex
CREATE INDEX "segment_change_workspace_id_customer_id_segment_id_changed__idx" ON "segment_change"("workspace_id", "customer_id", "segment_id", "changed_at");

-- CreateIndex
CREATE INDEX "segment_change_workspace_id_segment_id_changed_at_idx" ON "segment_change"("workspace_id", "segment_id", "changed_at");

-- CreateIndex
CREATE INDEX "segment_touched_workspace_id_id_idx" ON "segment_touched"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "event_workspace_id_name_customer_id_occurred_at_idx" ON "event"("workspace_id", "name", "customer_id", "occurred_at");

-- AddForeignKey
ALTER TABLE "segment_version" ADD CONSTRAINT "segment_version_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_member" ADD CONSTRAINT "segment_member_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_member" ADD CONSTRAINT "segment_member_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customer"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_change" ADD CONSTRAINT "segment_change_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_change" ADD CONSTRAINT "segment_change_workspace_id_customer_id_fkey" FOREIGN KEY ("workspace_id", "customer_id") REFERENCES "customer"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_size" ADD CONSTRAINT "segment_size_workspace_id_segment_id_fkey" FOREIGN KEY ("workspace_id", "segment_id") REFERENCES "segment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
