import { actorMay, type ServiceContext } from '../../context';

/**
 * From when on decisions of this workspace are judged by people: the moment the first of them who may opened the inbox,
 * which is now if that is this call. Nobody is late before there was anybody. Null while nobody has come.
 */
export async function attendedFrom(ctx: ServiceContext): Promise<Date | null> {
  if (ctx.workspace.attendedFrom) return ctx.workspace.attendedFrom;
  const { actor } = ctx;
  if (actor.kind !== 'user' || actor.isSimulated || !actorMay(ctx, 'review.decide')) return null;
  await ctx.db.workspace.updateMany({
    where: { id: ctx.workspaceId, attendedFrom: null },
    data: { attendedFrom: ctx.now },
  });
  return ctx.now;
}
