import type { ServiceContext } from '../../context';

/** Until when a decision's message is held so that its approval can be taken back; null where none is held. */
export async function heldUntil(ctx: ServiceContext, decisionId: string): Promise<string | null> {
  const message = await ctx.db.message.findFirst({
    where: { workspaceId: ctx.workspaceId, decisionId, status: 'queued' },
    select: { holdUntil: true },
  });
  return message?.holdUntil?.toISOString() ?? null;
}
