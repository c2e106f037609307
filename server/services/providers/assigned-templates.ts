import type { AssignedTemplate } from '@/domain/channels/whatsapp-schema';
import { placeholderCount } from '@/domain/channels/whatsapp-template';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { readTemplate } from './template-row';

/**
 * The templates of WhatsApp that somebody has given a message to, whatever WhatsApp says of them by now. One whose
 * placeholders have changed since, or that cannot be filled any more, is left out. One query.
 */
export async function assignedTemplates(tx: Db, { workspaceId }: ServiceContext): Promise<AssignedTemplate[]> {
  const rows = await tx.whatsappTemplate.findMany({
    where: { workspaceId, speaksFor: { not: null }, obstacle: null },
    orderBy: { id: 'asc' },
  });
  return rows.map(readTemplate).flatMap(({ speaksFor, reason: _, obstacle: _none, ...template }) => {
    const isFilled = placeholderCount(template.body) === template.values.length;
    return speaksFor && isFilled ? [{ ...template, speaksFor }] : [];
  });
}
