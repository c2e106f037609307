import type { Provider, TemplatesRead } from '@/domain/channels/port';
import type { ProviderTemplate } from '@/domain/channels/whatsapp-template';
import { after, SECOND } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { listTemplates } from './list-templates';
import { providersOf } from './providers-of';
import type { TemplatesView } from './types';

/** Asked for again within this time, the provider is left alone. */
const PAUSE_MS = 10 * SECOND;

/**
 * Reads the templates anew from whoever delivers WhatsApp, and keeps what each is used for. What the provider answers to
 * it, also that it refuses, is in the answer. Throws forbidden, rate_limited.
 */
export async function refreshTemplates(ctx: ServiceContext): Promise<TemplatesView> {
  authorise(ctx, 'settings.manage');
  const before = await listTemplates(ctx);
  if (!before.isSandbox && before.askedAt && before.askedAt > after(ctx.now, -PAUSE_MS)) {
    const retryAfterSeconds = PAUSE_MS / SECOND;
    throw new ServiceError('rate_limited', 'They were just read. Wait ten seconds.', { retryAfterSeconds });
  }
  await readAnew(ctx, (await providersOf(ctx, ctx.db))('whatsapp'));
  return listTemplates(ctx);
}

/** The same by the clock, for accounts alone: the sandbox's own never change. Answers how many there are. */
export async function sweepTemplates(ctx: ServiceContext): Promise<{ templates: number }> {
  const provider = (await providersOf(ctx, ctx.db))('whatsapp');
  return { templates: provider.isReal ? await readAnew(ctx, provider) : 0 };
}

async function readAnew(ctx: ServiceContext, provider: Provider): Promise<number> {
  if (!provider.templates) return 0;
  // Nobody waits for a provider within a transaction.
  const read = await provider.templates();
  await inTransaction(ctx, async (tx) => {
    await tx.providerAccount.updateMany({
      where: { workspaceId: ctx.workspaceId, channel: 'whatsapp', provider: provider.id },
      data: { templatesAt: ctx.now, templatesProblem: problemOf(read) },
    });
    if (read.ok) await store(tx, ctx, read.templates);
  });
  return read.ok ? read.templates.length : 0;
}

function problemOf(read: TemplatesRead): string | null {
  return read.ok ? null : read.problem.slice(0, 500);
}

/** What a webhook told of a later moment stays; what the provider no longer lists goes. */
async function store(tx: Db, { workspaceId, now }: ServiceContext, templates: ProviderTemplate[]): Promise<void> {
  await tx.whatsappTemplate.deleteMany({ where: { workspaceId, id: { notIn: templates.map(({ id }) => id) } } });
  const rows = templates.map(({ button, ...template }) => ({
    ...template,
    button_text: button?.text ?? null,
    button_url: button?.url ?? null,
  }));
  await tx.$executeRaw`
    INSERT INTO whatsapp_template AS known (workspace_id, id, name, language, category, status, quality, reason, body,
      button_text, button_url, obstacle, values, status_at, quality_at)
    SELECT DISTINCT ON (id) ${workspaceId}::uuid, id, name, language, category, status, quality, reason, body,
      button_text, button_url, obstacle, '{}'::varchar[], ${now}, ${now}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told(id text, name text, language text, category text,
      status text, quality text, reason text, body text, button_text text, button_url text, obstacle text)
    ORDER BY id
    ON CONFLICT (workspace_id, id) DO UPDATE SET
      name = excluded.name, language = excluded.language, category = excluded.category, body = excluded.body,
      button_text = excluded.button_text, button_url = excluded.button_url, obstacle = excluded.obstacle,
      status = CASE WHEN known.status_at <= excluded.status_at THEN excluded.status ELSE known.status END,
      reason = CASE WHEN known.status_at <= excluded.status_at THEN excluded.reason ELSE known.reason END,
      quality = CASE WHEN known.quality_at <= excluded.quality_at THEN excluded.quality ELSE known.quality END,
      status_at = greatest(known.status_at, excluded.status_at),
      quality_at = greatest(known.quality_at, excluded.quality_at)`;
}
