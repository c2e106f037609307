-- CreateEnum
CREATE TYPE "FileImportStatus" AS ENUM ('uploaded', 'checking', 'checked', 'importing', 'completed', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "file_import" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" VARCHAR(16),
    "file_name" VARCHAR(255) NOT NULL,
    "file_path" TEXT NOT NULL,
    "file_hash" CHAR(64) NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "encoding" VARCHAR(16) NOT NULL,
    "delimiter" VARCHAR(8) NOT NULL,
    "header" JSONB NOT NULL,
    "mapping" JSONB,
    "status" "FileImportStatus" NOT NULL DEFAULT 'uploaded',
    "totals" JSONB NOT NULL DEFAULT '{}',
    "checked" JSONB,
    "cursor_bytes" BIGINT NOT NULL DEFAULT 0,
    "cursor_line" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "phase_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_import_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "file_import_row" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "field" TEXT,
    "reason" TEXT NOT NULL,
    "cells" TEXT NOT NULL,

    CONSTRAINT "file_import_row_pkey" PRIMARY KEY ("workspace_id","import_id","line")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "workspace_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "header_hash" CHAR(64) NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("workspace_id","kind","header_hash")
);

-- CreateIndex
CREATE INDEX "file_import_workspace_id_created_at_idx" ON "file_import"("workspace_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "file_import_row" ADD CONSTRAINT "file_import_row_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "file_import"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
