-- AlterTable
ALTER TABLE "dead_letter" ADD COLUMN     "key_id" UUID,
ADD COLUMN     "resolution" VARCHAR(16),
ADD COLUMN     "resolution_note" VARCHAR(300),
ADD COLUMN     "resolved_by_id" UUID;

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "key_id" UUID;

-- Until now there was one way to resolve a letter.
UPDATE "dead_letter" SET "resolution" = 'replayed' WHERE "resolved_at" IS NOT NULL;
