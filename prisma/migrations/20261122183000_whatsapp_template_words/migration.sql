-- All that a reader sees of a template, and since when each is in use.
ALTER TABLE "whatsapp_template" ADD COLUMN     "assigned_at" TIMESTAMPTZ(3),
ADD COLUMN     "footer" TEXT,
ADD COLUMN     "header" TEXT,
ADD COLUMN     "other_buttons" JSONB NOT NULL DEFAULT '[]';

-- How often in a row the templates could not be read, and whether the account was refused. That there is no business
-- account to read them of is no trouble any more.
ALTER TABLE "provider_account" ADD COLUMN     "templates_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "templates_refused" BOOLEAN NOT NULL DEFAULT false;

UPDATE "provider_account" SET "templates_problem" = NULL
WHERE "templates_problem" = 'The business account ID is not filled in.';

-- What the product stopped at a provider's word, it stopped itself.
UPDATE "kill_switch" SET "cause" = 'provider'
WHERE "cause" = 'person' AND "scope" = 'channel' AND "stopped_by_id" IS NULL;
