import { CHANNELS } from '@/domain/channels/channel';
import { type ProviderTrouble, troublesOf } from '@/domain/delivery/provider-trouble';
import { composeTroubles } from '@/domain/notices/compose-troubles';
import { after, HOUR } from '@/domain/shared/time';
import { providerKind } from '@/server/channels/registry';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { tellHolders } from '../notices';
import { assignedTemplates, providersOf } from '../providers';

/** A trouble that comes back within this time is shown again, and nobody is told a second time. */
const TELL_AGAIN_AFTER_HOURS = 6;

/**
 * Looks at how the workspace's providers do: a trouble that is new is written down, and whoever runs the channels is told
 * of it once, however many messages it stops; one that is over is closed. Answers how many are open.
 */
export async function watchTroubles(ctx: ServiceContext): Promise<{ open: number; told: number }> {
  if (ctx.workspace.isVirtual) return { open: 0, told: 0 };
  return inTransaction(ctx, async (tx) => {
    const { workspaceId, now } = ctx;
    const found = await findTroubles(tx, ctx);
    const known = await tx.providerTrouble.findMany({ where: { workspaceId } });
    const before = new Map(known.map((trouble) => [trouble.key, trouble]));
    const over = known.filter(({ key, endedAt }) => endedAt === null && !found.some((trouble) => trouble.key === key));
    await tx.providerTrouble.updateMany({
      where: { workspaceId, key: { in: over.map(({ key }) => key) } },
      data: { endedAt: now },
    });
    const fresh: ProviderTrouble[] = [];
    for (const { key, channel, words } of found) {
      const earlier = before.get(key);
      const isOpen = earlier?.endedAt === null;
      const isKnown = earlier !== undefined && (isOpen || earlier.toldAt > after(now, -TELL_AGAIN_AFTER_HOURS * HOUR));
      if (!isKnown) fresh.push({ key, channel, words });
      const row = { channel, words, endedAt: null, ...(!isOpen && { since: now }), ...(!isKnown && { toldAt: now }) };
      await tx.providerTrouble.upsert({
        where: { workspaceId_key: { workspaceId, key } },
        create: { workspaceId, key, channel, words, since: now, toldAt: now },
        update: row,
      });
    }
    if (fresh.length > 0) await tell(tx, ctx, fresh);
    return { open: found.length, told: fresh.length };
  });
}

async function findTroubles(tx: Db, ctx: ServiceContext): Promise<ProviderTrouble[]> {
  const { workspaceId, now } = ctx;
  const providers = await providersOf(ctx, tx);
  const [gates, stops, accounts, templates] = await Promise.all([
    tx.providerGate.findMany({ where: { workspaceId } }),
    // Nobody pressed it: the product stopped the channel at a provider's word.
    tx.killSwitch.findMany({ where: { workspaceId, scope: 'channel', stoppedById: null, resumedAt: null } }),
    tx.providerAccount.findMany({ where: { workspaceId } }),
    assignedTemplates(tx, ctx),
  ]);
  return CHANNELS.filter((channel) => providers(channel).isReal).flatMap((channel) => {
    const { id, sender } = providers(channel);
    return troublesOf(
      {
        channel,
        provider: providerKind(id)?.name ?? id,
        gate: gates.find((gate) => gate.provider === id && gate.sender === sender) ?? null,
        stopped: stops.find(({ target }) => target === channel)?.reason ?? null,
        templatesProblem: accounts.find((account) => account.channel === channel)?.templatesProblem ?? null,
        templates: channel === 'whatsapp' ? templates : [],
      },
      now,
    );
  });
}

async function tell(tx: Db, ctx: ServiceContext, troubles: readonly ProviderTrouble[]): Promise<void> {
  const { name: company, slug } = ctx.workspace;
  const pageUrl = `${publicOrigin()}/${slug}/settings/channels`;
  const words = troubles.map((trouble) => trouble.words);
  await tellHolders(tx, ctx, 'settings.manage', { kind: 'provider', ...composeTroubles({ company, words, pageUrl }) });
}
