import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { queuedBlast } from '@/tests/factories/blast';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { faultSize } from '@/tests/harness/fault-size';

const MESSAGES = faultSize(200, 20_000);
// Before anything is imported: the environment is read once.
const sinks = await vi.hoisted(async () => {
  const { startSmtpSink } = await import('@/tests/harness/smtp-sink');
  // So slow that a turn, left alone, would still be busy when the process has to be gone.
  const [slow, fast] = await Promise.all([
    startSmtpSink({ delayMs: 1_000, isEnvelopesOnly: true }),
    startSmtpSink({ isEnvelopesOnly: true }),
  ]);
  process.env.SMTP_URL = slow.url;
  return { slow, fast };
});
afterAll(() => {
  sinks.slow.stop();
  sinks.fast.stop();
});

async function startServer(smtpUrl: string): Promise<ChildProcess> {
  const child = fork(path.resolve('tests/harness/background-process.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: 'inherit',
    env: { ...process.env, SMTP_URL: smtpUrl },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return child;
}

it('a server that is asked to end in the middle of a blast lets go of everything but what is in the air', {
  timeout: faultSize(120_000, 3_600_000),
}, async () => {
  const { ctx } = await freshWorkspace();
  await queuedBlast(ctx, MESSAGES);
  const standing = async () => {
    const rows = await ctx.db.message.groupBy({
      by: ['status'],
      where: { workspaceId: ctx.workspaceId },
      _count: true,
    });
    return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
  };
  const first = await startServer(sinks.slow.url);
  await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  await expect.poll(() => sinks.slow.taken().length, { timeout: 60_000 }).toBeGreaterThan(10);
  const ended = new Promise((resolve) => first.once('exit', (_code, signal) => resolve(signal)));
  first.send('drain');
  expect(await ended).toBe('SIGTERM');
  const gone = sinks.slow.taken().length;
  expect(gone).toBeLessThan(MESSAGES);
  expect(await standing()).toEqual({ delivered: gone, queued: MESSAGES - gone });

  await startServer(sinks.fast.url);
  await expect.poll(standing, { timeout: faultSize(90_000, 1_800_000) }).toEqual({ delivered: MESSAGES });
  const taken = [...sinks.slow.taken(), ...sinks.fast.taken()].flatMap(({ to }) => to);
  expect([taken.length, new Set(taken).size]).toEqual([MESSAGES, MESSAGES]);
});
