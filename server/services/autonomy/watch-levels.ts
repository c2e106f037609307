import { type AutonomyEvent, type AutonomyStep, nextAutonomy } from '@/domain/autonomy/autonomy';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY, daysBetween } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { type LockedLevel, lockLevel, saveStep } from './change-level';
import { harmSince } from './evidence';
import { leftAgainstConsent } from './left-against-consent';
import { type AutonomyKey, decisionsOf, knownPairs } from './pair';

/**
 * Looks whether a level has to fall: customers complain or leave in a wave, a message turns out to have left without
 * consent, or nobody has confirmed the level for too long. Only what happened since a level was given counts, so that
 * nothing lowers it twice. Answers how many fell.
 */
export async function watchLevels(ctx: ServiceContext): Promise<{ lowered: number }> {
  const { document } = await activePolicy(ctx);
  const stored = await ctx.db.autonomy.findMany({ where: { workspaceId: ctx.workspaceId } });
  let lowered = 0;
  for (const key of knownPairs(stored)) {
    const known = stored.find((row) => row.agentId === key.agentId && row.action === key.action);
    const level = known?.level;
    // One that nobody has judged follows the policy; there is only something to watch where it acts by itself.
    if (level === undefined ? document.autonomy.startLevel < 2 : level === 0) continue;
    // Most days say nothing against a level: then it is neither locked nor written.
    if (known && !(await fallOf(ctx.db, ctx, document, key, known))) continue;
    if (await inTransaction(ctx, (tx) => watchLevel(tx, ctx, document, key))) lowered++;
  }
  return { lowered };
}

/** A level falls by one a turn, for the gravest reason there is once it is locked. */
async function watchLevel(tx: Db, ctx: ServiceContext, policy: Policy, key: AutonomyKey): Promise<boolean> {
  const step = await fallOf(tx, ctx, policy, key, await lockLevel(tx, ctx, policy, key));
  if (!step) return false;
  await appendAudit(tx, ctx, await saveStep(tx, ctx, key, step));
  return true;
}

/** What lowers a level as it stands, the gravest first; null where nothing does. */
async function fallOf(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
  standing: LockedLevel,
): Promise<AutonomyStep | null> {
  const { level, approvedStreak, rejectedStreak } = standing;
  const since = lookedAtFrom(ctx, standing, policy);
  for (const look of [breaches, harm, time]) {
    const event = await look(tx, ctx, key, standing, since);
    const step = nextAutonomy({ level, approvedStreak, rejectedStreak }, event, policy);
    if (step.change) return step;
  }
  return null;
}

/** From when on touches are held against a level: since it was given, and no longer than the policy's days. */
function lookedAtFrom({ now }: ServiceContext, { levelSince }: LockedLevel, { autonomy }: Policy): Date {
  const longest = after(now, -autonomy.harmDays * DAY);
  return levelSince && levelSince > longest ? levelSince : longest;
}

type Look = (
  tx: Db,
  ctx: ServiceContext,
  key: AutonomyKey,
  standing: LockedLevel,
  since: Date,
) => Promise<AutonomyEvent>;

const breaches: Look = async (tx, ctx, key, _standing, since) => ({
  kind: 'breach',
  breach: await leftAgainstConsent(tx, ctx, since, decisionsOf(key)),
});

const harm: Look = async (tx, ctx, key, _standing, since) => {
  const days = Math.ceil(daysBetween(since, ctx.now));
  return { kind: 'harm', harm: await harmSince(tx, ctx, key, { since, deliveredFrom: since, days }) };
};

const time: Look = async (_tx, ctx, _key, { confirmedAt, levelSince }) => ({
  kind: 'time',
  confirmedAt: confirmedAt ?? levelSince ?? ctx.now,
  now: ctx.now,
});
