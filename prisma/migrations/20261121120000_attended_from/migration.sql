-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "attended_from" TIMESTAMPTZ(3);

-- Workspaces that are there already have been looked after from their beginning, unless they are a demo's.
UPDATE "workspace" SET "attended_from" = "created_at" WHERE NOT "is_demo";
