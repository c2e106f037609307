import type { AssignedTemplate } from '@/domain/channels/whatsapp-schema';
import { type ProviderTemplate, placeholderCount } from '@/domain/channels/whatsapp-template';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { readTemplate } from './template-row';

/** The templates of WhatsApp that somebody has given a message to, whether they can be sent or not. One query. */
export async function templatesInUse(
  tx: Db,
  { workspaceId }: ServiceContext,
): Promise<(ProviderTemplate & AssignedTemplate)[]> {
  const rows = await tx.whatsappTemplate.findMany({
    where: { workspaceId, speaksFor: { not: null } },
    orderBy: { id: 'asc' },
  });
  return rows
    .map(readTemplate)
    .flatMap(({ speaksFor, ...template }) => (speaksFor ? [{ ...template, speaksFor }] : []));
}

/**
 * Those of them that decisions look at, whatever WhatsApp says of them by now. One whose placeholders have changed since,
 * or that cannot be filled any more, is left out.
 */
export async function assignedTemplates(tx: Db, ctx: ServiceContext): Promise<AssignedTemplate[]> {
  const inUse = await templatesInUse(tx, ctx);
  return inUse
    .filter(({ body, values, obstacle }) => obstacle === null && placeholderCount(body) === values.length)
    .map(({ reason: _, obstacle: _none, ...template }) => template);
}
