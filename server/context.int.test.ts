import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { contextOf, freshWorkspace } from '@/tests/factories/fresh-workspace';
import type { Actor } from './context';
import { setAutonomyLevel } from './services/autonomy';
import { resumeSending, stopSending } from './services/kill-switch';
import { createWriteKey } from './services/write-keys';

const NO_PERSON: Actor[] = [
  { kind: 'api_key', writeKeyId: v7() },
  { kind: 'job', name: 'cart-sweep' },
  { kind: 'webhook', provider: 'sendgrid' },
  { kind: 'customer', customerId: v7() },
];

describe('who is no person', () => {
  it.each(NO_PERSON)('$kind neither lets sending go on, nor makes agents freer, nor makes keys', async (actor) => {
    const { workspaceId, ctx } = await freshWorkspace();
    const { id } = await stopSending(ctx, { scope: 'workspace', reason: 'Of the test.' });
    const acting = await contextOf(workspaceId, actor);
    const freer = { agentId: 'cart_winback', action: 'cart_recovery', level: 3, reason: 'Of the test.' } as const;
    const forbidden = { code: 'forbidden' };
    await expect(resumeSending(acting, { id, reason: 'All is well.' })).rejects.toMatchObject(forbidden);
    await expect(setAutonomyLevel(acting, freer)).rejects.toMatchObject(forbidden);
    await expect(createWriteKey(acting, { name: 'mine' })).rejects.toMatchObject(forbidden);
  });
});
