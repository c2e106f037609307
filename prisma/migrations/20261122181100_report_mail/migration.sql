-- Which reports of a week or month were mailed: each once.
CREATE TABLE "report_mail" (
    "workspace_id" UUID NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "from" DATE NOT NULL,
    "mailed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_mail_pkey" PRIMARY KEY ("workspace_id","kind","from")
);
