import { z } from 'zod';
import type { ConnectedProvider } from '@/server/channels/registry';
import { createContext, type ServiceContext } from '../../context';
import { systemDb } from '../../system-db';
import { openAccount } from '../providers';

export type FoundAccount = { ctx: ServiceContext; channel: string; connected: ConnectedProvider };

/**
 * Whose account reports at this address, and the context of its provider acting there. Null for an address that is
 * nobody's, and for accounts whose provider reports nothing.
 */
export async function findAccount(accountId: string): Promise<FoundAccount | null> {
  if (!z.uuid().safeParse(accountId).success) return null;
  const account = await systemDb().providerAccount.findUnique({ where: { id: accountId } });
  if (!account) return null;
  const connected = await openAccount(account);
  if (!connected?.kind.webhook) return null;
  const ctx = await createContext(account.workspaceId, { kind: 'webhook', provider: account.provider });
  return { ctx, channel: account.channel, connected };
}
