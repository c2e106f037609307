import { v7 } from 'uuid';
import type { Role } from '@/domain/workspaces/permissions';
import { type Actor, createContext, type ServiceContext } from '@/server/context';
import { createWriteKey } from '@/server/services/write-keys';
import { systemDb } from '@/server/system-db';

const BRAND = {
  companyName: 'Harbour Goods',
  fromName: 'Harbour Goods',
  fromEmail: 'shop@harbour.example',
  replyTo: 'help@harbour.example',
  postalAddress: '1 Quay Street, Bristol BS1 1AA, United Kingdom',
  signature: 'The Harbour Goods team',
  websiteUrl: 'https://harbour.example',
  colors: { main: ['#112233'], accent: [] },
};

export type FreshWorkspace = { workspaceId: string; writeKey: string; keyId: string; ctx: ServiceContext };

export type FreshOptions = { isDemo?: boolean; virtualNow?: Date; currency?: string };

/** A workspace nobody else uses, a write key of it, and the context of its operator inside it. */
export async function freshWorkspace(options: FreshOptions = {}): Promise<FreshWorkspace> {
  const id = v7();
  await systemDb().workspace.create({
    data: {
      id,
      slug: `w-${id}`,
      name: 'Harbour Goods',
      currency: options.currency ?? 'GBP',
      timezone: 'Europe/London',
      isDemo: options.isDemo ?? false,
      clockMode: options.virtualNow ? 'virtual' : 'system',
      virtualNow: options.virtualNow ?? null,
      brand: BRAND,
      holdoutSalt: id,
      attendedFrom: new Date(0),
    },
  });
  const ctx = await contextOf(id);
  const { key, id: keyId } = await createWriteKey(ctx, { name: 'test' });
  return { workspaceId: id, writeKey: key, keyId, ctx };
}

/** A new context, with the clock read again. */
export function contextOf(
  workspaceId: string,
  actor: Actor = { kind: 'operator', name: 'test' },
): Promise<ServiceContext> {
  return createContext(workspaceId, actor);
}

/** A person with this role, acting in the workspace. */
export function personIn(workspaceId: string, role: Role): Promise<ServiceContext> {
  return contextOf(workspaceId, { kind: 'user', userId: v7(), name: 'Pat', role, isSimulated: false });
}
