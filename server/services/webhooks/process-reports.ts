import type { ChannelId } from '@/domain/channels/channel';
import type { SendResult } from '@/domain/channels/port';
import { Report, TemplateReport } from '@/domain/delivery/report';
import { after, DAY, HOUR, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { ProviderReport } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { noteWait } from '../../service-times';
import { noteTrouble } from '../delivery';
import { reportOnTemplate } from '../providers';
import { applyReport } from './apply-report';
import { reportOnQuestion } from './report-on-question';
import { type ReportedMessage, reportedMessages } from './reported-messages';

/** What one turn did, in reports. `parked`: their message is not known yet. `remaining`: more may be due. */
export type ProcessedReports = { done: number; parked: number; remaining: boolean };

const CHUNK = 100;
/** Word of a message nobody knows is kept this long: providers tell for up to seven days. */
const GIVE_UP_AFTER = 8 * DAY;

/**
 * Works in up to `limit` stored reports, whatever order they came in: each at most once, and all alike however often it
 * was told. One whose message is not known yet is kept and tried again; one that cannot be worked in holds up no other.
 */
export async function processReports(ctx: ServiceContext, { limit }: { limit: number }): Promise<ProcessedReports> {
  const total = { done: 0, parked: 0 };
  for (let left = limit; left > 0; left -= CHUNK) {
    const ids = await dueReports(ctx, Math.min(CHUNK, left));
    if (ids.length === 0) return { ...total, remaining: false };
    const { done, parked } = await workInTogether(ctx, ids);
    total.done += done;
    total.parked += parked;
  }
  return { ...total, remaining: true };
}

async function dueReports({ db, workspaceId, now }: ServiceContext, take: number): Promise<string[]> {
  const where = { workspaceId, status: { in: ['waiting', 'parked'] }, nextAt: { lte: now } };
  const rows = await db.providerReport.findMany({ where, orderBy: { nextAt: 'asc' }, take, select: { id: true } });
  return rows.map(({ id }) => id);
}

type Worked = { done: number; parked: number };

/** Together where that goes; one by one where one of them breaks it. */
async function workInTogether(ctx: ServiceContext, ids: string[]): Promise<Worked> {
  try {
    return await workIn(ctx, ids);
  } catch (cause) {
    if (ids.length === 1 && ids[0] !== undefined) {
      await postpone(ctx, ids[0]);
      return { done: 0, parked: 1 };
    }
    const each = await ids.reduce<Promise<Worked>>(
      async (sum, id) => {
        const [before, own] = [await sum, await workInTogether(ctx, [id])];
        return { done: before.done + own.done, parked: before.parked + own.parked };
      },
      Promise.resolve({ done: 0, parked: 0 }),
    );
    // Nothing could be done at all: that is no matter of single reports.
    if (each.done === 0 && ids.length > 1) throw cause;
    return each;
  }
}

async function workIn(ctx: ServiceContext, ids: string[]): Promise<Worked> {
  const troubles = new Map<ChannelId, SendResult[]>();
  const worked = await inTransaction(ctx, async (tx) => {
    troubles.clear();
    const rows = await lockReports(tx, ctx, ids);
    const messages = await reportedMessages(tx, ctx, rows);
    const done: string[] = [];
    for (const row of inOrderOf(messages, rows)) {
      const template = TemplateReport.safeParse(row.report);
      if (template.success) {
        await reportOnTemplate(tx, ctx, template.data);
        done.push(row.id);
        continue;
      }
      const message = messages.get(row.id);
      if (!message) {
        if (await reportOnQuestion(tx, ctx, row)) done.push(row.id);
        else await park(tx, ctx, row);
        continue;
      }
      const trouble = await applyReport(tx, ctx, message, Report.parse(row.report));
      if (trouble) troubles.set(message.channel, [...(troubles.get(message.channel) ?? []), trouble]);
      done.push(row.id);
      // One whose message was not known at first waited for that.
      if (row.tries === 0) noteWait(ctx, 'reports', row.receivedAt);
    }
    // Nothing of it is needed any more, and it may hold what a person wrote.
    await tx.providerReport.updateMany({
      where: { workspaceId: ctx.workspaceId, id: { in: done } },
      data: { status: 'done', doneAt: ctx.now, report: {} },
    });
    return { done: done.length, parked: rows.length - done.length };
  });
  for (const [channel, results] of troubles) await noteTrouble(ctx, channel, results);
  return worked;
}

async function lockReports(tx: Db, { workspaceId }: ServiceContext, ids: string[]): Promise<ProviderReport[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM provider_report WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])
      AND status IN ('waiting', 'parked') ORDER BY id FOR UPDATE SKIP LOCKED`;
  return tx.providerReport.findMany({
    where: { workspaceId, id: { in: locked.map(({ id }) => id) } },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
  });
}

/** By customer, then message: two who work at once lock people in one order. */
function inOrderOf(messages: ReadonlyMap<string, ReportedMessage>, rows: readonly ProviderReport[]): ProviderReport[] {
  const keyOf = ({ id }: ProviderReport) => `${messages.get(id)?.customerId}:${messages.get(id)?.id}`;
  return rows.toSorted((first, second) => keyOf(first).localeCompare(keyOf(second)));
}

async function park(tx: Db, ctx: ServiceContext, { id, tries, receivedAt }: ProviderReport): Promise<void> {
  const isOver = ctx.now.getTime() - receivedAt.getTime() > GIVE_UP_AFTER;
  await tx.providerReport.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    data: isOver
      ? { status: 'dropped', doneAt: ctx.now, report: {} }
      : { status: 'parked', tries: { increment: 1 }, nextAt: after(ctx.now, waitAfter(tries)) },
  });
}

async function postpone(ctx: ServiceContext, id: string): Promise<void> {
  const row = await ctx.db.providerReport.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
  });
  if (row) await inTransaction(ctx, (tx) => park(tx, ctx, row));
}

function waitAfter(tries: number): number {
  return Math.min(HOUR, MINUTE * 2 ** Math.min(tries, 10));
}
