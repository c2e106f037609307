-- A template that was approved once and waits for WhatsApp again is a trouble; one that has only been handed in is none.
ALTER TABLE "whatsapp_template" ADD COLUMN     "was_approved" BOOLEAN NOT NULL DEFAULT false;

UPDATE "whatsapp_template" SET "was_approved" = true WHERE "status" IN ('approved', 'paused', 'disabled');
