-- Behind row-level security an index helps a condition only if its operator is leakproof: comparing text, numbers, times
-- and uuids is, comparing enums and looking into JSON is not. What is searched that way becomes a column of text.

-- Carts and orders are folded from their events, found by the shop's own ids.
DROP INDEX event_cart_id;
DROP INDEX event_order_id;
ALTER TABLE "event"
  ADD COLUMN "cart_id" TEXT GENERATED ALWAYS AS (CASE WHEN type = 'track' THEN properties ->> 'cart_id' END) STORED,
  ADD COLUMN "order_id" TEXT GENERATED ALWAYS AS (CASE WHEN type = 'track' THEN properties ->> 'order_id' END) STORED;
CREATE INDEX "event_workspace_id_cart_id_idx" ON "event"("workspace_id", "cart_id") WHERE cart_id IS NOT NULL;
CREATE INDEX "event_workspace_id_order_id_idx" ON "event"("workspace_id", "order_id") WHERE order_id IS NOT NULL;

ALTER TABLE "cart" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "cart" ALTER COLUMN "status" TYPE VARCHAR(16) USING status::text;
ALTER TABLE "cart" ALTER COLUMN "status" SET DEFAULT 'open',
  ADD CONSTRAINT cart_status CHECK (status IN ('open', 'ordered', 'emptied'));
DROP TYPE "CartStatus";

DROP TRIGGER message_needs_allowed_decision ON message;
DROP INDEX "message_status_send_at_idx";
ALTER TABLE "message" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "message" ALTER COLUMN "status" TYPE VARCHAR(16) USING status::text;
ALTER TABLE "message" ALTER COLUMN "status" SET DEFAULT 'queued',
  ADD CONSTRAINT message_status CHECK (status IN
    ('queued', 'claimed', 'attempting', 'accepted', 'delivered', 'bounced', 'failed', 'unknown', 'cancelled'));
DROP TYPE "MessageStatus";
CREATE INDEX "message_workspace_id_status_send_at_idx" ON "message"("workspace_id", "status", "send_at");
CREATE TRIGGER message_needs_allowed_decision BEFORE INSERT OR UPDATE OF status ON message
  FOR EACH ROW EXECUTE FUNCTION message_needs_allowed_decision();
