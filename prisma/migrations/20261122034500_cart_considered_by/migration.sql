-- AlterTable
ALTER TABLE "cart" ADD COLUMN     "considered_by" TEXT[];

-- One agent has looked at carts so far.
UPDATE "cart" SET "considered_by" = '{cart_winback}' WHERE "considered_for" IS NOT NULL;
