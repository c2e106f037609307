import type { Provider } from '@/domain/channels/port';
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

/** Why a template that is in use cannot be sent once it has left the list. */
const GONE = 'WhatsApp no longer lists it as one that can be sent.';

/** The same by the clock, for accounts alone: the sandbox's own never change. Answers how many there are. */
export async function sweepTemplates(ctx: ServiceContext): Promise<{ templates: number }> {
  const provider = (await providersOf(ctx, ctx.db))('whatsapp');
  return { templates: provider.isReal ? await readAnew(ctx, provider) : 0 };
}

async function readAnew(ctx: ServiceContext, provider: Provider): Promise<number> {
  // Nobody waits for a provider within a transaction. Without an account to read of there is nothing to be in trouble with.
  const read = await provider.templates?.();
  await inTransaction(ctx, async (tx) => {
    await tx.providerAccount.updateMany({
      where: { workspaceId: ctx.workspaceId, channel: 'whatsapp', provider: provider.id },
      data:
        read === undefined || read.ok
          ? {
              ...(read && { templatesAt: ctx.now }),
              templatesProblem: null,
              templatesFailures: 0,
              templatesRefused: false,
            }
          : {
              templatesAt: ctx.now,
              templatesProblem: read.problem.slice(0, 500),
              templatesFailures: { increment: 1 },
              templatesRefused: read.isRefused,
            },
    });
    if (read?.ok) await store(tx, ctx, read.templates);
  });
  return read?.ok ? read.templates.length : 0;
}

/**
 * What a webhook told of a later moment stays. What the provider no longer lists goes, unless it speaks for a message: then
 * it is disabled until somebody has taken it out of use.
 */
async function store(tx: Db, { workspaceId, now }: ServiceContext, templates: ProviderTemplate[]): Promise<void> {
  const gone = { workspaceId, id: { notIn: templates.map(({ id }) => id) } };
  await tx.whatsappTemplate.deleteMany({ where: { ...gone, speaksFor: null } });
  await tx.whatsappTemplate.updateMany({
    where: { ...gone, OR: [{ obstacle: null }, { obstacle: { not: GONE } }] },
    data: { status: 'disabled', reason: null, obstacle: GONE, statusAt: now },
  });
  const rows = templates.map(({ button, otherButtons, ...template }) => ({
    ...template,
    button_text: button?.text ?? null,
    button_url: button?.url ?? null,
    other_buttons: otherButtons,
  }));
  await tx.$executeRaw`
    INSERT INTO whatsapp_template AS known (workspace_id, id, name, language, category, status, quality, reason, header,
      body, footer, button_text, button_url, other_buttons, obstacle, values, status_at, quality_at, was_approved)
    SELECT DISTINCT ON (id) ${workspaceId}::uuid, id, name, language, category, status, quality, reason, header,
      body, footer, button_text, button_url, other_buttons, obstacle, '{}'::varchar[], ${now}, ${now},
      status = 'approved'
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told(id text, name text, language text, category text,
      status text, quality text, reason text, header text, body text, footer text, button_text text, button_url text,
      other_buttons jsonb, obstacle text)
    ORDER BY id
    ON CONFLICT (workspace_id, id) DO UPDATE SET
      name = excluded.name, language = excluded.language, category = excluded.category, header = excluded.header,
      body = excluded.body, footer = excluded.footer, button_text = excluded.button_text,
      button_url = excluded.button_url, other_buttons = excluded.other_buttons, obstacle = excluded.obstacle,
      status = CASE WHEN known.status_at <= excluded.status_at THEN excluded.status ELSE known.status END,
      reason = CASE WHEN known.status_at <= excluded.status_at THEN excluded.reason ELSE known.reason END,
      quality = CASE WHEN known.quality_at <= excluded.quality_at THEN excluded.quality ELSE known.quality END,
      was_approved = known.was_approved OR excluded.was_approved,
      status_at = greatest(known.status_at, excluded.status_at),
      quality_at = greatest(known.quality_at, excluded.quality_at)`;
}
