-- The templates that WhatsApp approved, as Meta tells of them, and what each is used for.
ALTER TABLE "provider_account" ADD COLUMN     "templates_at" TIMESTAMPTZ(3),
ADD COLUMN     "templates_problem" VARCHAR(500);

CREATE TABLE "whatsapp_template" (
    "workspace_id" UUID NOT NULL,
    "id" VARCHAR(64) NOT NULL,
    "name" VARCHAR(512) NOT NULL,
    "language" VARCHAR(16) NOT NULL,
    "category" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "quality" VARCHAR(16) NOT NULL,
    "reason" VARCHAR(500),
    "body" TEXT NOT NULL,
    "button_text" VARCHAR(64),
    "button_url" VARCHAR(2048),
    "obstacle" VARCHAR(200),
    "speaks_for" VARCHAR(32),
    "values" VARCHAR(32)[],
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "quality_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_template_pkey" PRIMARY KEY ("workspace_id","id")
);
