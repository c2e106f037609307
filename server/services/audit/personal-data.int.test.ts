import { expect, it } from 'vitest';
import { contextOf, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { PASSWORD, personWithPassword } from '@/tests/factories/person';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { exportCustomers } from '../customers';
import { decideIdleCarts } from '../decisions';
import { dispatchDue } from '../delivery';
import { resumeSending, stopSending } from '../kill-switch';
import { activePolicy } from '../policies';
import { decideReview } from '../review';
import { signIn } from '../sign-in';
import { noteUnsubscribe } from '../tracking';
import { createWriteKey } from '../write-keys';

const SEEDED = {
  email: 'ottoline.quill@customers.example',
  phone: '+447700900456',
  firstName: 'Ottoline',
  lastName: 'Quillfeather',
};
const TYPED = 'As ottoline.quill@customers.example and +44 7700 900456 asked.';

it('no entry holds the name, address or number of anybody, whatever is done and typed', async () => {
  const { ctx, workspaceId } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  const admin = await personIn(workspaceId, 'admin');

  const customer = await shopper(ctx, SEEDED);
  await idleCart(ctx, customer.id);
  await decideIdleCarts(ctx, { limit: 10 });
  const decision = await ctx.db.decision.findFirstOrThrow({ where: { workspaceId } });
  await decideReview(admin, { decisionId: decision.id, version: decision.version, verdict: 'approve', note: TYPED });

  const { email: _email, ...named } = SEEDED;
  const { messageId } = await queuedTouch(ctx, {
    customer: await consentingCustomer(ctx, { ...named, email: `2${SEEDED.email}` }),
  });
  await dispatchDue(await contextOf(workspaceId), { limit: 10 });
  const message = await ctx.db.message.findFirstOrThrow({ where: { workspaceId, id: messageId } });
  await ctx.db.$transaction((tx) => noteUnsubscribe(tx, ctx, { ...message, channel: 'email', via: 'page' }));

  const { id } = await stopSending(admin, { scope: 'workspace', reason: TYPED });
  await resumeSending(admin, { id, reason: TYPED });
  await createWriteKey(admin, { name: 'Key of ottoline.quill@customers.example' });
  for await (const _piece of await exportCustomers(admin, { search: SEEDED.lastName }));
  const { email } = await personWithPassword(workspaceId, 'marketer');
  for (const password of ['wrong', PASSWORD])
    await signIn({ email, password, address: '192.0.2.7', userAgent: 'test' });

  const entries = await ctx.db.auditEntry.findMany({ where: { workspaceId } });
  const actions = new Set(entries.map(({ action }) => action));
  for (const told of [
    'decision.made',
    'review.approved',
    'consent.withdrawn',
    'kill_switch.stopped',
    'kill_switch.resumed',
    'write_key.created',
    'customers.exported',
    'user.sign_in_failed',
    'user.signed_in',
  ])
    expect(actions).toContain(told);
  const text = entries.map(({ actor, subject, payload }) => `${actor} ${subject} ${payload}`).join('\n');
  expect(text).not.toMatch(/ottoline|quill|7700 ?900|@|192\.0\.2/i);
});
