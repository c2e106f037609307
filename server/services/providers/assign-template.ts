import { z } from 'zod';
import { TemplateUse, TemplateValue } from '@/domain/channels/whatsapp-schema';
import { whyUnfit } from '@/domain/channels/whatsapp-template';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { listTemplates } from './list-templates';
import { readTemplate } from './template-row';
import type { TemplatesView } from './types';

export const AssignTemplateInput = z.object({
  id: z.string().min(1).max(64),
  /** The message it is to speak for; null takes it out of use. */
  speaksFor: TemplateUse.nullable(),
  /** What fills its placeholders, in their order. */
  values: z.array(TemplateValue).max(99),
});
export type AssignTemplateInput = z.input<typeof AssignTemplateInput>;

/**
 * Says which message a template of WhatsApp speaks for, and what fills its placeholders. Throws forbidden, not_found, and
 * invalid, in words, where it cannot.
 */
export async function assignTemplate(ctx: ServiceContext, input: AssignTemplateInput): Promise<TemplatesView> {
  authorise(ctx, 'settings.manage');
  const { id, speaksFor, values } = AssignTemplateInput.parse(input);
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  await inTransaction(ctx, async (tx) => {
    const row = await tx.whatsappTemplate.findUnique({ where });
    if (!row) throw new ServiceError('not_found', 'There is no such template any more.');
    const template = readTemplate(row);
    const problem = speaksFor && whyUnfit(template, { speaksFor, values });
    if (problem) throw new ServiceError('invalid', problem);
    // Another message or other values leave it in use since when it was.
    const assignedAt = speaksFor && (row.speaksFor ? row.assignedAt : ctx.now);
    await tx.whatsappTemplate.update({ where, data: { speaksFor, assignedAt, values: speaksFor ? values : [] } });
    await appendAudit(tx, ctx, {
      action: 'provider.template_assigned',
      subject: `template:${id}`,
      payload: { name: template.name, language: template.language, speaksFor, values: speaksFor ? values : [] },
    });
  });
  return listTemplates(ctx);
}
