-- Between reading a log and living its days, the agents decide about what came in.
ALTER TYPE "ImportStatus" ADD VALUE 'deciding' AFTER 'importing';
