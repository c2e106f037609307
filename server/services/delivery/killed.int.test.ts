import { afterEach, expect, it, vi } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { queuedBlast } from '@/tests/factories/blast';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { faultSize, isFullSize } from '@/tests/harness/fault-size';
import { type Standby, standBy } from '@/tests/harness/standby';
import { dispatchDue } from './index';

const MESSAGES = faultSize(600, 100_000);
const KILLS = faultSize(4, 30);
/** Between two kills at least so many leave. */
const BETWEEN = Math.floor(MESSAGES / (KILLS + 1));
const LEASE_MS = 1_500;
const IN_FLIGHT = 20;
const PATIENCE_MS = faultSize(120_000, 900_000);

// Before anything is imported: the environment is read once.
const sink = await vi.hoisted(async () => {
  const { startSmtpSink } = await import('@/tests/harness/smtp-sink');
  const started = await startSmtpSink({ delayMs: 20, isEnvelopesOnly: true });
  process.env.SMTP_URL = started.url;
  return started;
});

const started: Standby[] = [];
afterEach(() => {
  for (const { process: child } of started) child.kill('SIGKILL');
  sink.stop();
});

function dispatcher(ctx: ServiceContext): Standby {
  const made = standBy('dispatch-process.ts', [ctx.workspaceId, String(LEASE_MS)]);
  started.push(made);
  return made;
}

/** At full size: what whoever waits for it wants to know. */
function report(words: string): void {
  if (isFullSize) process.stdout.write(`${new Date().toISOString()} ${words}\n`);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${PATIENCE_MS / 1_000} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('a blast whose sender is killed again and again: none lost, none twice', {
  timeout: faultSize(180_000, 7_200_000),
}, async () => {
  const { ctx } = await freshWorkspace();
  let next = dispatcher(ctx);
  await queuedBlast(ctx, MESSAGES);
  report(`${MESSAGES} messages are queued.`);
  for (let kill = 1; kill <= KILLS; kill++) {
    const { process: child, begin } = next;
    let bytes = 0;
    await begin();
    if (kill < KILLS) next = dispatcher(ctx);
    child.on('message', (told) => {
      bytes = Number(told);
    });
    await until(() => sink.taken().length >= kill * BETWEEN);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    report(`Kill ${kill}: ${sink.taken().length} taken; the sender held ${Math.round(bytes / 1e6)} MB.`);
  }
  const where = { workspaceId: ctx.workspaceId };
  const isOpen = { status: { in: ['queued', 'claimed', 'attempting'] } };
  await until(async () => {
    await dispatchDue({ ...ctx, now: new Date() }, { limit: MESSAGES, leaseMs: LEASE_MS });
    return (await ctx.db.message.count({ where: { ...where, ...isOpen } })) === 0;
  });

  const messages = await ctx.db.message.findMany({ where, select: { status: true, toAddress: true } });
  const taken = sink.taken().flatMap(({ to }) => to);
  const addresses = (status: string) => messages.flatMap((one) => (one.status === status ? [one.toAddress] : []));
  const [delivered, unknown] = [addresses('delivered'), addresses('unknown')];
  const twice = taken.length - new Set(taken).size;
  const lost = MESSAGES - delivered.length - unknown.length;
  report(
    `${twice} twice, ${lost} lost, ${unknown.length} unknown; here ${Math.round(process.memoryUsage().rss / 1e6)} MB.`,
  );
  expect(twice).toBe(0);
  expect(delivered.length + unknown.length).toBe(MESSAGES);
  expect(unknown.length).toBeLessThanOrEqual(KILLS * IN_FLIGHT);
  // What is delivered was taken, and what was taken is delivered or may have been.
  const log = new Set(taken);
  expect(delivered.filter((address) => !log.has(address))).toEqual([]);
  const ours = new Set([...delivered, ...unknown]);
  expect(taken.filter((address) => !ours.has(address))).toEqual([]);
  const executed = await ctx.db.decision.count({ where: { ...where, outcome: 'executed' } });
  expect(executed).toBe(MESSAGES);
  const entries = await ctx.db.auditEntry.count({ where: { ...where, action: 'decision.executed' } });
  expect(entries).toBe(MESSAGES);
});
