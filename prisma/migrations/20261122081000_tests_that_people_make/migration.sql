-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "goal" VARCHAR(16) NOT NULL DEFAULT 'clicks',
ADD COLUMN     "guards_orders" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "starts_at" TIMESTAMPTZ(3);
