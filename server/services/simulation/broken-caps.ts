import { MARKETING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { activePolicy } from '../policies';

/** A limit in words, and how many messages or decisions broke it. */
export type BrokenCap = { words: string; broken: number };

/**
 * Counts, from the rows alone and by other statements than those that decide, what should never have left: under the
 * policy in force now. Asks for no right: it shows nothing of anybody.
 */
export async function brokenCaps(ctx: ServiceContext): Promise<BrokenCap[]> {
  const { contact, financial, holdout } = (await activePolicy(ctx)).document;
  const inWorkspace = Prisma.sql`m.workspace_id = ${ctx.workspaceId}::uuid AND m.delivered_at IS NOT NULL`;
  const caps: [string, Prisma.Sql][] = [
    [
      `more than ${contact.emailsPerWindow} e-mails to one customer in ${contact.windowDays} days`,
      Prisma.sql`FROM (SELECT count(*) OVER (PARTITION BY m.customer_id ORDER BY m.delivered_at
          RANGE BETWEEN ${contact.windowDays * 24 - 0.001} * interval '1 hour' PRECEDING AND CURRENT ROW) AS sends
        FROM message m WHERE ${inWorkspace} AND m.channel = 'email') AS counted
        WHERE sends > ${contact.emailsPerWindow}`,
    ],
    [
      `more than ${contact.sendsPerDay} sends of any kind to one customer in 24 hours`,
      Prisma.sql`FROM (SELECT count(*) OVER (PARTITION BY m.customer_id ORDER BY m.delivered_at
          RANGE BETWEEN interval '23:59:59' PRECEDING AND CURRENT ROW) AS sends
        FROM message m WHERE ${inWorkspace}) AS counted WHERE sends > ${contact.sendsPerDay}`,
    ],
    [
      `messages to the ${Math.round(holdout.share * 100)}% left alone`,
      Prisma.sql`FROM message m WHERE ${inWorkspace} AND EXISTS (SELECT 1 FROM decision d
        WHERE d.workspace_id = m.workspace_id AND d.customer_id = m.customer_id AND d.held_out
          AND to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYYQ') = to_char(m.delivered_at AT TIME ZONE 'UTC', 'YYYYQ'))`,
    ],
    [
      'messages after a consent was taken back, or without one',
      Prisma.sql`FROM message m WHERE ${inWorkspace} AND m.channel <> 'web' AND coalesce((SELECT c.status FROM consent_event c
        WHERE c.workspace_id = m.workspace_id AND c.customer_id = m.customer_id AND c.channel = m.channel
          AND c.purpose = ${MARKETING} AND c.occurred_at < m.delivered_at
        ORDER BY c.occurred_at DESC LIMIT 1), 'none') <> 'granted'`,
    ],
    [
      'messages whose decision a guardrail blocked',
      Prisma.sql`FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
        WHERE ${inWorkspace} AND d.verdicts @> '[{"verdict": "block"}]'::jsonb`,
    ],
    [
      `discounts above ${financial.managerUpToPercent}%`,
      Prisma.sql`FROM offer o WHERE o.workspace_id = ${ctx.workspaceId}::uuid
        AND o.percent_off > ${financial.managerUpToPercent}`,
    ],
    [
      `discounts from ${financial.passBelowPercent}% that left without a person’s approval or an approved offer`,
      Prisma.sql`FROM offer o JOIN message m ON m.workspace_id = o.workspace_id AND m.decision_id = o.decision_id
        JOIN decision d ON d.workspace_id = o.workspace_id AND d.id = o.decision_id
        WHERE ${inWorkspace} AND o.percent_off >= ${financial.passBelowPercent}
          AND o.offer_policy_id IS NULL AND d.reviewed_by_id IS NULL`,
    ],
  ];
  const counted: BrokenCap[] = [];
  for (const [words, rows] of caps) {
    const [row] = await ctx.db.$queryRaw<{ broken: number }[]>`SELECT count(*)::int AS broken ${rows}`;
    counted.push({ words, broken: row?.broken ?? 0 });
  }
  return counted;
}
