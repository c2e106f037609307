-- Who asked an agent for a decision, and may not approve it. Of those made before nobody is known: they stay as they were.
ALTER TABLE "decision" ADD COLUMN "asked_by_id" UUID;
