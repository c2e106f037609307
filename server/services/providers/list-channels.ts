import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import { BASE_URL_FIELD } from '@/server/channels/base-url';
import type { ProviderKind } from '@/server/channels/provider-kind';
import { PROVIDER_KINDS, providerKind, surroundings } from '@/server/channels/registry';
import { authorise, type ServiceContext } from '../../context';
import type { ProviderAccount } from '../../generated/prisma/client';
import { hintsOf, reportsTo, settingsOf } from './account';
import { healthOf } from './health';
import { providersOf } from './providers-of';
import type { ChannelsView, ChannelView, ConnectedView, ProviderChoice } from './types';

/**
 * Who delivers each channel, how it does, and who else could. Never a secret: of each the last four characters. Throws
 * forbidden. The web is not listed: what is shown there, the shop's own pages show.
 */
export async function listChannels(ctx: ServiceContext): Promise<ChannelsView> {
  authorise(ctx, 'settings.manage');
  const accounts = await ctx.db.providerAccount.findMany({ where: { workspaceId: ctx.workspaceId } });
  const providers = await providersOf(ctx, ctx.db);
  const listed = CHANNELS.filter((channel) => channel !== 'web');
  const channels = await Promise.all(
    listed.map(async (channel): Promise<ChannelView> => {
      const account = accounts.find((each) => each.channel === channel) ?? null;
      const provider = providers(channel);
      const name = providerKind(provider.id)?.name ?? 'Sandbox';
      return {
        channel,
        environment: !provider.isReal ? 'sandbox' : account ? 'connected' : 'installation',
        provider: { id: provider.id, name },
        connected: account && connectedView(account),
        connectedTo: account?.provider ?? null,
        health: provider.isReal ? await healthOf(ctx, channel, provider) : null,
        choices: choicesFor(channel),
      };
    }),
  );
  const troubles = await ctx.db.providerTrouble.findMany({
    where: { workspaceId: ctx.workspaceId, endedAt: null },
    orderBy: [{ since: 'asc' }, { key: 'asc' }],
    select: { key: true, channel: true, words: true, since: true },
  });
  return { channels, troubles, isContained: ctx.workspace.isDemo || ctx.workspace.isVirtual };
}

function connectedView(account: ProviderAccount): ConnectedView {
  const { connectedAt, updatedAt, lastReportAt } = account;
  const reports = providerKind(account.provider)?.webhook ? reportsTo(account) : null;
  const hints = hintsOf(account);
  return { settings: settingsOf(account), hints, connectedAt, updatedAt, reportsTo: reports, lastReportAt };
}

function choicesFor(channel: ChannelId): ProviderChoice[] {
  const { smtpUrl } = surroundings(null);
  return PROVIDER_KINDS.filter((kind) => kind.channel === channel && (kind.id !== 'smtp' || smtpUrl !== null)).map(
    (kind) => ({
      id: kind.id,
      name: kind.name,
      summary: kind.summary,
      fields: fieldsOf(kind),
      setUp: kind.webhook?.setUp ?? null,
    }),
  );
}

/** The fields of a kind, as this installation offers them. */
export function fieldsOf(kind: ProviderKind) {
  return surroundings(null).allowLocal ? [...kind.fields, BASE_URL_FIELD] : kind.fields;
}
