import { ScorecardReport } from '@/domain/reports/scorecard-report';
import { hashToken, isToken } from '../../secret-token';
import { systemDb } from '../../system-db';

export type SharedReport = { report: ScorecardReport; sharedAt: Date; endsAt: Date };

/**
 * The scorecard behind an address, for whoever holds it: no session, no workspace, nothing but what was kept. Null where
 * the address has ended, was taken back, or never was: nobody learns which.
 */
export async function openShared(token: string): Promise<SharedReport | null> {
  if (!isToken(token)) return null;
  const tokenHash = hashToken(token);
  const now = new Date();
  const found = await systemDb().sharedScorecard.findFirst({
    where: { tokenHash, revokedAt: null, endsAt: { gt: now } },
    select: { document: true, sharedAt: true, endsAt: true },
  });
  if (!found) return null;
  await systemDb().sharedScorecard.update({
    where: { tokenHash },
    data: { openings: { increment: 1 }, openedAt: now },
  });
  return { report: ScorecardReport.parse(found.document), sharedAt: found.sharedAt, endsAt: found.endsAt };
}
