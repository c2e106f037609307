import type { TemplateReport } from '@/domain/delivery/report';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Works in what a provider tells of a template, in the caller's transaction. What happened earlier than what is known
 * changes nothing, whatever order it is told in; a template nobody knows is found when the list is next read.
 */
export async function reportOnTemplate(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  { templateId: id, status, quality, reason, at: toldAt }: TemplateReport,
): Promise<void> {
  const told = toldAt === null ? now : new Date(toldAt);
  const at = told < now ? told : now;
  if (status !== null) {
    await tx.whatsappTemplate.updateMany({
      where: { workspaceId, id, statusAt: { lte: at } },
      data: { status, reason, statusAt: at, ...(status === 'approved' && { wasApproved: true }) },
    });
  }
  if (quality !== null) {
    await tx.whatsappTemplate.updateMany({
      where: { workspaceId, id, qualityAt: { lte: at } },
      data: { quality, qualityAt: at },
    });
  }
}
