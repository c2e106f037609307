import { CHANNELS } from '@/domain/channels/channel';
import { whyUnfit } from '@/domain/channels/whatsapp-template';
import { type ChannelFacts, type ProviderTrouble, troublesOf } from '@/domain/delivery/provider-trouble';
import { composeTroubles } from '@/domain/notices/compose-troubles';
import { after, HOUR } from '@/domain/shared/time';
import { providerKind } from '@/server/channels/registry';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { ProviderAccount } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { tellHolders } from '../notices';
import { providersOf, templatesInUse } from '../providers';

/** A trouble that comes back within this time is shown again, and told of a second time only once it is over. */
const TELL_AGAIN_AFTER_HOURS = 6;

/**
 * Looks at how the workspace's providers do: a trouble that is new is written down, and whoever runs the channels is told
 * of it once, however many messages it stops; one that is over is closed. Answers how many are open.
 */
export async function watchTroubles(ctx: ServiceContext): Promise<{ open: number; told: number }> {
  if (ctx.workspace.isVirtual) return { open: 0, told: 0 };
  return inTransaction(ctx, async (tx) => {
    const { workspaceId, now } = ctx;
    const known = await tx.providerTrouble.findMany({ where: { workspaceId } });
    const open = new Set(known.filter(({ endedAt }) => endedAt === null).map(({ key }) => key));
    const found = await findTroubles(tx, ctx, open);
    const before = new Map(known.map((trouble) => [trouble.key, trouble]));
    const over = [...open].filter((key) => !found.some((trouble) => trouble.key === key));
    await tx.providerTrouble.updateMany({
      where: { workspaceId, key: { in: over } },
      data: { endedAt: now },
    });
    const fresh: ProviderTrouble[] = [];
    for (const { key, channel, words } of found) {
      const earlier = before.get(key);
      const isOpen = open.has(key);
      // One that is open and was not told of since it opened came back too soon: it is told of if it stays.
      const isKnown =
        earlier !== undefined &&
        ((isOpen && earlier.toldAt >= earlier.since) || earlier.toldAt > after(now, -TELL_AGAIN_AFTER_HOURS * HOUR));
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

async function findTroubles(tx: Db, ctx: ServiceContext, open: ReadonlySet<string>): Promise<ProviderTrouble[]> {
  const { workspaceId, now } = ctx;
  const providers = await providersOf(ctx, tx);
  const [gates, stops, accounts, templates, approved] = await Promise.all([
    tx.providerGate.findMany({ where: { workspaceId } }),
    tx.killSwitch.findMany({ where: { workspaceId, scope: 'channel', cause: 'provider', resumedAt: null } }),
    tx.providerAccount.findMany({ where: { workspaceId } }),
    templatesInUse(tx, ctx),
    tx.whatsappTemplate.findMany({ where: { workspaceId, wasApproved: true }, select: { id: true } }),
  ]);
  const onceApproved = new Set(approved.map(({ id }) => id));
  const seen = templates.map((each) => ({
    ...each,
    unfit: whyUnfit(each, each),
    wasApproved: onceApproved.has(each.id),
  }));
  return CHANNELS.filter((channel) => providers(channel).isReal).flatMap((channel) => {
    const { id, sender } = providers(channel);
    return troublesOf(
      {
        channel,
        provider: providerKind(id)?.name ?? id,
        gate: gates.find((gate) => gate.provider === id && gate.sender === sender) ?? null,
        stopped: stops.find(({ target }) => target === channel)?.reason ?? null,
        templatesProblem: unreadTemplates(accounts.find((account) => account.channel === channel)),
        templates: channel === 'whatsapp' ? seen : [],
      },
      open,
      now,
    );
  });
}

function unreadTemplates(account: ProviderAccount | undefined): ChannelFacts['templatesProblem'] {
  if (!account?.templatesProblem) return null;
  const { templatesProblem: words, templatesFailures: failures, templatesRefused: isRefused } = account;
  return { words, failures, isRefused };
}

async function tell(tx: Db, ctx: ServiceContext, troubles: readonly ProviderTrouble[]): Promise<void> {
  const { name: company, slug } = ctx.workspace;
  const pageUrl = `${publicOrigin()}/${slug}/settings/channels`;
  const words = troubles.map((trouble) => trouble.words);
  await tellHolders(tx, ctx, 'settings.manage', { kind: 'provider', ...composeTroubles({ company, words, pageUrl }) });
}
