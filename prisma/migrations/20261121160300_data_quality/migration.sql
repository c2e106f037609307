-- CreateTable
CREATE TABLE "quality_cursor" (
    "workspace_id" UUID NOT NULL,
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "quality_cursor_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "source_day" (
    "workspace_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "events" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "last_received_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_day_pkey" PRIMARY KEY ("workspace_id","key_id","day")
);

-- CreateTable
CREATE TABLE "source_property" (
    "workspace_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "property" VARCHAR(100) NOT NULL,
    "day" DATE NOT NULL,
    "present" INTEGER NOT NULL,
    "nulls" INTEGER NOT NULL,
    "strings" INTEGER NOT NULL,
    "numbers" INTEGER NOT NULL,
    "booleans" INTEGER NOT NULL,
    "objects" INTEGER NOT NULL,

    CONSTRAINT "source_property_pkey" PRIMARY KEY ("workspace_id","key_id","name","property","day")
);

-- CreateIndex
CREATE INDEX "source_property_workspace_id_day_idx" ON "source_property"("workspace_id", "day");
