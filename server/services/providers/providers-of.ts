import type { ChannelId } from '@/domain/channels/channel';
import type { Provider } from '@/domain/channels/port';
import { DemoWorld } from '@/domain/simulation/demo-world';
import { canDeliver } from '@/domain/simulation/fault';
import { type ConnectedProvider, providerFor } from '@/server/channels/registry';
import { brokenSandbox } from '@/server/channels/sandbox/send';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { ProviderAccount } from '../../generated/prisma/client';
import { openAccount } from './account';

type Opened = { version: string; provider: Provider };

/** Providers are opened once for each state of an account: some hold connections, some a token. */
const opened = new Map<string, Opened>();
const KEPT = 500;

/** Who delivers each channel of the workspace now. One query. */
export async function providersOf(
  ctx: Pick<ServiceContext, 'workspaceId' | 'workspace' | 'now'>,
  tx: Pick<Db, 'providerAccount' | 'workspace'>,
): Promise<(channel: ChannelId) => Provider> {
  const { workspace, workspaceId } = ctx;
  if (workspace.isDemo || workspace.isVirtual) {
    const isDown = await isSandboxDown(ctx, tx);
    return (channel) => (isDown ? brokenSandbox : providerFor(channel, workspace, null));
  }
  const accounts = await tx.providerAccount.findMany({ where: { workspaceId } });
  const known = new Map<string, Provider>();
  for (const account of accounts) {
    const channel = account.channel as ChannelId;
    known.set(channel, await openedFor(account, (connected) => providerFor(channel, workspace, connected)));
  }
  return (channel) => known.get(channel) ?? providerFor(channel, workspace, null);
}

/** Whether a fault planted in a simulated season lets nobody deliver now. */
async function isSandboxDown(
  { workspaceId, now }: Pick<ServiceContext, 'workspaceId' | 'now'>,
  tx: Pick<Db, 'workspace'>,
): Promise<boolean> {
  const { simulation } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { simulation: true },
  });
  const world = DemoWorld.safeParse(simulation);
  return world.success && !canDeliver(world.data.fault ?? null, now);
}

async function openedFor(
  account: ProviderAccount,
  open: (connected: ConnectedProvider | null) => Provider,
): Promise<Provider> {
  const key = `${account.workspaceId}:${account.channel}`;
  const version = `${account.id}:${account.updatedAt.toISOString()}`;
  const known = opened.get(key);
  if (known?.version === version) return known.provider;
  const provider = open(await openAccount(account));
  opened.delete(key);
  opened.set(key, { version, provider });
  const [oldest] = opened.keys();
  if (opened.size > KEPT && oldest !== undefined) opened.delete(oldest);
  return provider;
}
