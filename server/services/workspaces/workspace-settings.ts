import { z } from 'zod';
import { Brand } from '@/domain/workspaces/brand';
import { type BrandForm, formFromBrand, tidied, whyNoWorkspaceName } from '@/domain/workspaces/brand-form';
import { type RenderedEmail, renderEmail } from '@/server/channels/email/render';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { BrandInput, brandFrom, Typed } from './brand-input';
import { whyCurrencyStands } from './why-currency-stands';

export const SaveWorkspaceInput = z.object({ name: Typed, brand: BrandInput });
export const PreviewBrandInput = z.object({ brand: BrandInput });

/** What a workspace says of itself, as its administrators see and change it. */
export type WorkspaceSettings = {
  name: string;
  slug: string;
  currency: string;
  timezone: string;
  brand: BrandForm;
  /** Why the currency cannot be another one any more; null while it can. */
  whyCurrencyStands: string | null;
  /** The website is the demo shop of the product: its address follows the product, and is not typed. */
  followsProduct: boolean;
};

/** The workspace's name and brand. Throws forbidden. */
export async function getWorkspaceSettings(ctx: ServiceContext): Promise<WorkspaceSettings> {
  authorise(ctx, 'settings.manage');
  const { slug, currency, timezone, isDemo } = ctx.workspace;
  const { name, brand } = await readNamed(ctx.db, ctx);
  const whyStands = await whyCurrencyStands(ctx.db, ctx);
  const common = { slug, currency, timezone, whyCurrencyStands: whyStands, followsProduct: isDemo };
  return { ...common, name, brand: formFromBrand(brand) };
}

/**
 * Changes the workspace's name and brand; the audit log says from what to what. Throws forbidden, and invalid, naming the
 * field, for what is wrong and for another website of a demo.
 */
export async function saveWorkspaceSettings(
  ctx: ServiceContext,
  input: z.input<typeof SaveWorkspaceInput>,
): Promise<WorkspaceSettings> {
  authorise(ctx, 'settings.manage');
  const given = SaveWorkspaceInput.parse(input);
  const whyNot = whyNoWorkspaceName(given.name);
  if (whyNot) throw new ServiceError('invalid', whyNot, { field: 'name' });
  await inTransaction(ctx, async (tx) => {
    const { workspaceId: id } = ctx;
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await readNamed(tx, ctx);
    const brand = brandFrom(given.brand, before.brand.colors);
    if (ctx.workspace.isDemo && brand.websiteUrl !== before.brand.websiteUrl) {
      const message = 'A demo’s website is its own shop in this product: its address follows the product.';
      throw new ServiceError('invalid', message, { field: 'websiteUrl' });
    }
    const name = tidied(given.name);
    const changes = changesOf({ name: before.name, ...before.brand }, { name, ...brand });
    if (Object.keys(changes).length === 0) return;
    await tx.workspace.update({ where: { id }, data: { name, brand } });
    await appendAudit(tx, ctx, { action: 'workspace.brand_changed', subject: `workspace:${id}`, payload: changes });
  });
  return getWorkspaceSettings(ctx);
}

/** An e-mail of this brand, as the product writes it, with words that stand for any. Stores nothing. Throws forbidden. */
export function previewBrand(ctx: ServiceContext, input: z.input<typeof PreviewBrandInput>): RenderedEmail {
  authorise(ctx, 'settings.manage');
  const brand = brandFrom(PreviewBrandInput.parse(input).brand);
  return renderEmail({
    content: {
      templateId: 'brand-preview',
      templateVersion: 1,
      writtenBy: 'template',
      subject: `A message from ${brand.companyName}`,
      preheader: 'What your customers see above and below every message.',
      headline: 'Here stands what the message is about',
      // Without a text of its own head and foot are seen together.
      paragraphs: [],
      callToAction: 'To the shop',
      landingUrl: brand.websiteUrl,
      signature: brand.signature,
      claims: [],
    },
    action: null,
    agreement: 'given',
    brand,
    currency: ctx.workspace.currency,
    customer: { firstName: null, lastName: null, locale: null },
    timezone: ctx.workspace.timezone,
    products: [],
    offer: null,
    link: (url) => url,
    unsubscribeUrl: `${publicOrigin()}/t/u/preview`,
    preferencesUrl: `${publicOrigin()}/t/p/preview`,
    pixelUrl: null,
  });
}

async function readNamed(tx: Db, { workspaceId }: ServiceContext): Promise<{ name: string; brand: Brand }> {
  const row = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, brand: true },
  });
  return { name: row.name, brand: Brand.parse(row.brand) };
}

type Value = Brand[keyof Brand];

/** What is another than before, each with both. */
function changesOf(before: Record<string, Value>, after: Record<string, Value>) {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(
    changed.map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }] as const),
  );
}
