import { whyUnfit } from '@/domain/channels/whatsapp-template';
import { authorise, type ServiceContext } from '../../context';
import { providersOf } from './providers-of';
import { readTemplate } from './template-row';
import type { TemplatesView } from './types';

/** The templates of WhatsApp as they were last told, what each is used for, and how fresh that is. Throws forbidden. */
export async function listTemplates(ctx: ServiceContext): Promise<TemplatesView> {
  authorise(ctx, 'settings.manage');
  const { db, workspaceId } = ctx;
  const [rows, account, providers] = await Promise.all([
    db.whatsappTemplate.findMany({ where: { workspaceId }, orderBy: [{ name: 'asc' }, { language: 'asc' }] }),
    db.providerAccount.findUnique({ where: { workspaceId_channel: { workspaceId, channel: 'whatsapp' } } }),
    providersOf(ctx, db),
  ]);
  return {
    templates: rows.map(readTemplate).map(({ assignedAt: _, ...template }) => {
      const { speaksFor, values } = template;
      return { ...template, unfit: speaksFor && whyUnfit(template, { speaksFor, values }) };
    }),
    askedAt: account?.templatesAt ?? null,
    problem: account?.templatesProblem ?? null,
    isSandbox: !providers('whatsapp').isReal,
    isReadable: providers('whatsapp').templates !== undefined,
  };
}
