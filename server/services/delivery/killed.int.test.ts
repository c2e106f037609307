import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, it, vi } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { consentingCustomer, queuedTouch } from '@/tests/factories/touch';
import { dispatchDue } from './index';

const MESSAGES = 200;
const LEASE_MS = 1_500;
const IN_FLIGHT = 20;
const KILLS = 3;

// Before anything is imported: the environment is read once.
const sink = await vi.hoisted(async () => {
  const { startSmtpSink } = await import('@/tests/harness/smtp-sink');
  const started = await startSmtpSink({ delayMs: 20 });
  process.env.SMTP_URL = started.url;
  return started;
});

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  sink.stop();
});

function startDispatcher(ctx: ServiceContext): ChildProcess {
  const args = ['--import', 'tsx', 'tests/harness/dispatch-process.ts', ctx.workspaceId, String(LEASE_MS)];
  return spawn(process.execPath, args, { stdio: 'inherit', env: process.env });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('kill -9 in the middle of 200 sends: none lost, none twice', { timeout: 120_000 }, async () => {
  const { ctx } = await freshWorkspace();
  for (let index = 0; index < MESSAGES; index++) {
    const customer = await consentingCustomer(ctx, { email: `c${index}@customers.example` });
    await queuedTouch(ctx, { customer });
  }
  for (let kill = 1; kill <= KILLS; kill++) {
    child = startDispatcher(ctx);
    await until(() => sink.taken().length >= kill * 45);
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
  const where = { workspaceId: ctx.workspaceId };
  const open = {
    ...where,
    status: { in: ['queued', 'claimed', 'attempting'] as ('queued' | 'claimed' | 'attempting')[] },
  };
  await until(async () => {
    await dispatchDue({ ...ctx, now: new Date() }, { limit: MESSAGES, leaseMs: LEASE_MS });
    return (await ctx.db.message.count({ where: open })) === 0;
  });

  const messages = await ctx.db.message.findMany({ where, select: { status: true, toAddress: true } });
  const taken = sink.taken().flatMap((message) => message.to);
  const delivered = messages.filter((message) => message.status === 'delivered');
  const unknown = messages.filter((message) => message.status === 'unknown');
  expect(new Set(taken).size).toBe(taken.length);
  expect(delivered.length + unknown.length).toBe(MESSAGES);
  expect(unknown.length).toBeLessThanOrEqual(KILLS * IN_FLIGHT);
  for (const { toAddress } of delivered) expect(taken).toContain(toAddress);
  const executed = await ctx.db.decision.count({ where: { ...where, outcome: 'executed' } });
  expect(executed).toBe(MESSAGES);
  const entries = await ctx.db.auditEntry.count({ where: { ...where, action: 'decision.executed' } });
  expect(entries).toBe(MESSAGES);
});
