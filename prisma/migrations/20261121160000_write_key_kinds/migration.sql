-- AlterTable
ALTER TABLE "write_key" ADD COLUMN     "kind" VARCHAR(16) NOT NULL DEFAULT 'server',
ADD COLUMN     "works_until" TIMESTAMPTZ(3);
