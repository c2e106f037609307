-- The undo of an imported file: how far it is and what has come of it; what products were before a file changed them.
ALTER TYPE "FileImportStatus" ADD VALUE 'undoing';
ALTER TYPE "FileImportStatus" ADD VALUE 'undone';

ALTER TABLE "file_import" ADD COLUMN     "undo" JSONB,
ADD COLUMN     "undo_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo_by_id" UUID,
ADD COLUMN     "undo_cursor" VARCHAR(64),
ADD COLUMN     "undo_reason" VARCHAR(500);

CREATE TABLE "file_import_product" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "sku" VARCHAR(255) NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,

    CONSTRAINT "file_import_product_pkey" PRIMARY KEY ("workspace_id","import_id","sku")
);

ALTER TABLE "file_import_product" ADD CONSTRAINT "file_import_product_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "file_import"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
