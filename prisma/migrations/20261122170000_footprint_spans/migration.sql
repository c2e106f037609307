-- Between which values a threshold leaves a decision as it is. What is written by other code of before is of no use to
-- replays and is learnt anew, so what is there needs no spans.
ALTER TABLE "decision_footprint" ADD COLUMN "spans" REAL[] NOT NULL DEFAULT '{}';
ALTER TABLE "decision_footprint" ALTER COLUMN "spans" DROP DEFAULT;
