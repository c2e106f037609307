import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import type { ServiceContext } from '@/server/context';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';
import { alone, type Measurement, percentile } from './report';

/** Messages of the blast, and how often it is stopped on its way. */
const USUAL = { blast: 4_000, stops: 40 };
const FULL = { blast: 30_000, stops: 200 };
/** Dispatchers at work at the same time, as two processes would be, and what each takes in one turn. */
const DISPATCHERS = 2;
const TURN = 1_000;
const BARE = 200;
const LOOK_MS = 5;
/** Nothing in the air so many looks in a row: nothing comes any more. */
const QUIET_LOOKS = 6;

/**
 * A blast is stopped and resumed over and over on its way: how long from each press of the button to the last message
 * that the SMTP server takes, by the server's own log. Beside it how long one message takes bare, over nodemailer and
 * one connection.
 */
export async function benchKill({ isFull }: { isFull: boolean }): Promise<Measurement[]> {
  const sink = await startSmtpSink({ isEnvelopesOnly: true });
  try {
    process.env.SMTP_URL = sink.url;
    const size = isFull ? FULL : USUAL;
    const { latencies, perSecond } = await stopOften(sink, size);
    const sorted = latencies.toSorted((a, b) => a - b);
    const bare = await oneBare(sink.url);
    const beside = (name: string, value: number): Measurement => ({
      name,
      value,
      unit: 'ms',
      baseline: bare,
      ratio: value / bare,
    });
    return [
      beside('kill p50', percentile(sorted, 0.5)),
      beside('kill p99', percentile(sorted, 0.99)),
      beside('kill slowest', sorted.at(-1) ?? 0),
      alone('kill stops', latencies.length, 'stops'),
      alone('kill blast', size.blast, 'messages'),
      alone('kill blast, between stops', perSecond, 'messages/s'),
    ];
  } finally {
    sink.stop();
  }
}

type Blast = { latencies: number[]; perSecond: number };

async function stopOften(sink: SmtpSink, { blast, stops }: typeof USUAL): Promise<Blast> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { queuedBlast } = await import('../factories/blast');
  const { dispatchDue } = await import('@/server/services/delivery');
  const { ctx } = await freshWorkspace();
  await queuedBlast(ctx, blast);
  let isOver = false;
  const dispatcher = async () => {
    while (!isOver) {
      const { sent } = await dispatchDue({ ...ctx, now: new Date() }, { limit: TURN });
      if (sent === 0) await pause(LOOK_MS);
    }
  };
  const dispatchers = Promise.all(Array.from({ length: DISPATCHERS }, dispatcher));
  const latencies: number[] = [];
  let [sentBetween, msBetween] = [0, 0];
  // Half of the blast leaves between the stops, and some of the rest while they take hold: each is in the middle.
  const apart = Math.floor(blast / stops / 2);
  try {
    for (let turn = 0; turn < stops; turn++) {
      const [before, since] = [sink.taken().length, performance.now()];
      while (sink.taken().length < before + apart) await pause(LOOK_MS);
      sentBetween += sink.taken().length - before;
      msBetween += performance.now() - since;
      latencies.push(await stopOnce(ctx, sink));
    }
  } finally {
    isOver = true;
    await dispatchers;
  }
  return { latencies, perSecond: (sentBetween / msBetween) * 1_000 };
}

/** Milliseconds from the press to the last message taken; 0 where none was taken after it. Sending goes on afterwards. */
async function stopOnce(ctx: ServiceContext, sink: SmtpSink): Promise<number> {
  const { resumeSending, stopSending } = await import('@/server/services/kill-switch');
  const pressedAt = Date.now();
  const { id } = await stopSending(ctx, { scope: 'workspace', reason: 'A bench.' });
  await untilQuiet(ctx);
  const where = { workspaceId: ctx.workspaceId, status: 'queued' } as const;
  if ((await ctx.db.message.count({ where })) === 0) throw new Error('The blast was over before it was stopped.');
  const lastAt = sink.taken().at(-1)?.at ?? pressedAt;
  await resumeSending(ctx, { id, reason: 'The bench goes on.' });
  return Math.max(0, lastAt - pressedAt);
}

async function untilQuiet({ db, workspaceId }: ServiceContext): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS; ) {
    await pause(LOOK_MS);
    const inTheAir = await db.message.count({ where: { workspaceId, status: { in: ['claimed', 'attempting'] } } });
    quiet = inTheAir === 0 ? quiet + 1 : 0;
  }
}

/** Milliseconds that one message takes over one connection, without us. */
async function oneBare(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({ pool: true, host: hostname, port: Number(port), maxConnections: 1 });
  const words = { from: 'shop@harbour.example', subject: 'Your basket', text: 'It is still here.' };
  await transport.sendMail({ ...words, to: 'first@customers.example' });
  const started = performance.now();
  for (let turn = 0; turn < BARE; turn++) await transport.sendMail({ ...words, to: `bare${turn}@customers.example` });
  const each = (performance.now() - started) / BARE;
  transport.close();
  return each;
}
