import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SLOT_NAME } from '@/domain/channels/web-visit';
import { inputWords } from '@/domain/shared/input-words';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { installationKey } from '../../installation-key';

/** Which pages may ask for decisions, and for which places on them. */
export type WebSite = { origins: string[]; slots: string[]; secretVersion: number };

/** What a workspace begins with: no page may ask, one place is named. */
const AT_FIRST: WebSite = { origins: [], slots: ['leaving'], secretVersion: 1 };
const MOST = 20;
const PURPOSE = 'visitor-proof';
const SECRET_PREFIX = 'vs_';

const Origin = z
  .string()
  .trim()
  .max(300)
  .transform((text, issue) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && !url.hostname.includes('*') && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`)
      return url.origin;
    issue.addIssue(`“${text}” is not an origin: write it like https://shop.example, without a path.`);
    return z.NEVER;
  });
const Slot = z
  .string()
  .trim()
  .regex(SLOT_NAME, 'Names of places are small letters, digits and dashes, beginning with a letter.');
const Settings = z.object({
  origins: z.array(Origin).max(MOST, `At most ${MOST} origins.`),
  slots: z.array(Slot).max(MOST, `At most ${MOST} places.`),
});

/** The workspace's pages as they are set up. */
export async function loadSite(tx: Db, { workspaceId }: Pick<ServiceContext, 'workspaceId'>): Promise<WebSite> {
  const row = await tx.webSite.findUnique({ where: { workspaceId } });
  return row ? { origins: row.origins, slots: row.slots, secretVersion: row.secretVersion } : AT_FIRST;
}

/** Which pages may ask, and for which places. Throws forbidden. */
export async function getSite(ctx: ServiceContext): Promise<Pick<WebSite, 'origins' | 'slots'>> {
  authorise(ctx, 'settings.manage');
  const { origins, slots } = await loadSite(ctx.db, ctx);
  return { origins, slots };
}

/** Says which pages may ask, and for which places; in force within two seconds. Throws forbidden, and invalid in words. */
export async function saveSite(
  ctx: ServiceContext,
  input: { origins: string[]; slots: string[] },
): Promise<Pick<WebSite, 'origins' | 'slots'>> {
  authorise(ctx, 'settings.manage');
  const parsed = Settings.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('invalid', issue ? inputWords(issue) : '', { field: String(issue?.path[0] ?? '') });
  }
  const next = { origins: [...new Set(parsed.data.origins)], slots: [...new Set(parsed.data.slots)] };
  await change(ctx, next, { action: 'web_site.changed', payload: next });
  return next;
}

/**
 * The secret with which the shop's own server proves who is signed in: HMAC-SHA256 of the user id under it, in hex.
 * Telling it is written down. Throws forbidden.
 */
export async function revealSecret(ctx: ServiceContext): Promise<{ secret: string }> {
  authorise(ctx, 'settings.manage');
  const { secretVersion } = await loadSite(ctx.db, ctx);
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, { action: 'web_site.secret_shown', subject: 'web_site', payload: { version: secretVersion } }),
  );
  return { secret: await secretOf(ctx.workspaceId, secretVersion) };
}

/** Makes a new secret: proofs under the old one are worth nothing within two seconds. Throws forbidden. */
export async function renewSecret(ctx: ServiceContext): Promise<{ secret: string }> {
  authorise(ctx, 'settings.manage');
  const { secretVersion } = await loadSite(ctx.db, ctx);
  const next = secretVersion + 1;
  await change(ctx, { secretVersion: next }, { action: 'web_site.secret_renewed', payload: { version: next } });
  return { secret: await secretOf(ctx.workspaceId, next) };
}

/** Whether `hash` is what the shop's own server makes of this user id: nobody else can. */
export async function isProven(workspaceId: string, site: WebSite, userId: string, hash: string): Promise<boolean> {
  const expected = createHmac('sha256', await secretOf(workspaceId, site.secretVersion))
    .update(userId)
    .digest();
  const told = Buffer.from(hash, 'hex');
  return told.length === expected.length && timingSafeEqual(told, expected);
}

/** What the shop's own server would make of a user id. */
export async function proofOf(ctx: ServiceContext, userId: string): Promise<string> {
  const { secretVersion } = await loadSite(ctx.db, ctx);
  return createHmac('sha256', await secretOf(ctx.workspaceId, secretVersion))
    .update(userId)
    .digest('hex');
}

let key: Promise<Buffer> | undefined;

/** Derived, not stored: a copy of the database's rows of a workspace holds no secret of it. */
async function secretOf(workspaceId: string, version: number): Promise<string> {
  key ??= installationKey(PURPOSE).catch((cause) => {
    key = undefined;
    throw cause;
  });
  return (
    SECRET_PREFIX +
    createHmac('sha256', await key)
      .update(`${workspaceId}:${version}`)
      .digest('base64url')
  );
}

type Change = { action: 'web_site.changed' | 'web_site.secret_renewed'; payload: Record<string, string[] | number> };

async function change(ctx: ServiceContext, fields: Partial<WebSite>, { action, payload }: Change): Promise<void> {
  const { workspaceId, now } = ctx;
  await inTransaction(ctx, async (tx) => {
    await tx.webSite.upsert({
      where: { workspaceId },
      create: { ...AT_FIRST, ...fields, workspaceId, changedAt: now },
      update: { ...fields, changedAt: now },
    });
    await appendAudit(tx, ctx, { action, subject: 'web_site', payload });
  });
}
