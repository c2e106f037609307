import type { Envelope } from '@/domain/channels/port';
import type { WebContent } from '@/domain/channels/web-content';
import type { Agreement } from '@/domain/customers/assumed-consent';
import type { Candidate } from '@/domain/decisions/candidate';
import { type LookedAt, nameIn } from '@/domain/decisions/looked-at';
import type { ProductFact } from '@/domain/decisions/snapshot';
import type { OfferFacts } from '@/domain/offers/offer-of-decision';
import { Brand } from '@/domain/workspaces/brand';
import { RenderError } from '@/server/channels/email/liquid';
import {
  type ProductBlock,
  type RenderInput,
  renderEmail,
  renderPush,
  renderShortText,
  renderTemplate,
} from '@/server/channels/email/render';
import { webContent, webPreview } from '@/server/channels/web/render';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { publicOrigin } from '../../public-origin';
import { TOLD_BY_SHOP } from '../../told-by-shop';
import { productFact } from '../snapshots';
import { loadAgreements } from './agreement';
import type { Preview, PreviewInput, Recipient } from './types';
import { Unwritable } from './unwritable';

/** Shown where a code will stand that is made only when the decision is allowed. */
const SAMPLE_CODE = 'YOUR-CODE';

export type MessageParts = {
  candidate: Candidate;
  offer: OfferFacts | null;
  customer: Pick<Recipient, 'firstName' | 'lastName' | 'locale' | 'timezone'>;
  brand: Brand;
  agreement: Agreement;
  products: ProductBlock[];
  links: Pick<RenderInput, 'link' | 'unsubscribeUrl' | 'preferencesUrl' | 'pixelUrl'>;
};

/** A message in the form its channel carries; `web` is what a page draws, `link` where a push message leads: null elsewhere. */
type Rendered = Preview & { web: WebContent | null; link: string | null; template: Envelope['template'] };

/** The workspace's brand, as every message needs it. */
export async function loadBrand(tx: Db, ctx: ServiceContext): Promise<Brand> {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { brand: true } });
  return Brand.parse(workspace.brand);
}

type Shows = Pick<Candidate, 'products' | 'inCart'>;
type Showing = { candidate: Shows; lookedAt: LookedAt | null };

/**
 * The products that messages show, best first, as many as stand in the cart, and as they were looked at when it was decided;
 * one the catalogue no longer knows, or that browsers alone have told of, is left out. One query for all of them.
 */
export async function loadProducts(
  tx: Db,
  ctx: ServiceContext,
  messages: readonly Showing[],
): Promise<(message: Showing) => ProductBlock[]> {
  const skus = [...new Set(messages.flatMap(({ candidate }) => candidate.products))];
  const where = { ...TOLD_BY_SHOP, workspaceId: ctx.workspaceId, sku: { in: skus } };
  const rows = skus.length > 0 ? (await tx.product.findMany({ where })).map(productFact) : [];
  const known = new Set(rows.map(({ sku }) => sku));
  return ({ candidate, lookedAt }) => {
    const facts = lookedAt ? [...lookedAt.products, ...lookedAt.newProducts] : rows;
    return productsIn(
      facts.filter(({ sku }) => known.has(sku)),
      candidate,
    );
  };
}

type Known = Pick<ProductFact, 'sku' | 'name' | 'priceCents' | 'url' | 'imageUrl'>;

/** The same of products that are known already. */
export function productsIn(catalogue: readonly Known[], { products, inCart = [] }: Shows): ProductBlock[] {
  const bySku = new Map(catalogue.map((row) => [row.sku, row]));
  return products
    .flatMap((sku) => bySku.get(sku) ?? [])
    .map(({ sku, name, priceCents, url, imageUrl }) => {
      const line = inCart.find((each) => each.sku === sku);
      const piece = line ?? { quantity: 1, priceCents };
      return { name, quantity: piece.quantity, priceCents: piece.priceCents, url, imageUrl, note: null };
    });
}

/** The message in the form its channel carries. Throws invalid, in words, where it cannot be written. */
export function renderMessage(ctx: ServiceContext, parts: MessageParts): Rendered {
  const input = inputOf(ctx, parts);
  const plain = { subject: null, preheader: null, html: null, web: null, link: null, template: null };
  try {
    switch (parts.candidate.channel) {
      case 'email':
        return { ...plain, ...renderEmail(input) };
      case 'push':
        return { ...plain, ...renderPush(input) };
      case 'web': {
        const web = webContent(input);
        return { ...plain, html: webPreview(web), text: renderShortText(input), web };
      }
      case 'whatsapp': {
        const called = input.content.whatsapp;
        if (!called) return { ...plain, text: renderShortText(input) };
        const { values, text } = renderTemplate(input, called);
        const { id, name, language } = called;
        return { ...plain, text, template: { id, name, language, values } };
      }
      default:
        return { ...plain, text: renderShortText(input) };
    }
  } catch (error) {
    if (error instanceof RenderError) throw new Unwritable(error.message);
    throw error;
  }
}

function inputOf(ctx: ServiceContext, parts: MessageParts): RenderInput {
  const { candidate, offer, customer, brand, agreement, products, links } = parts;
  return {
    content: candidate.content,
    action: candidate.action,
    agreement,
    brand,
    currency: ctx.workspace.currency,
    customer,
    timezone: customer.timezone ?? ctx.workspace.timezone,
    products,
    offer,
    ...links,
  };
}

/**
 * The message as the customer would see it, with plain links instead of tracked ones and a sample code where none
 * exists yet; writes nothing. Throws not_found for a customer of another workspace, invalid where it cannot be written.
 */
export async function renderPreview(ctx: ServiceContext, input: PreviewInput): Promise<Preview> {
  const { candidate, customerId } = input;
  const customer = await ctx.db.customer.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } },
  });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const asked = { customerId, channel: candidate.channel };
  const productsOf = await loadProducts(ctx.db, ctx, [input]);
  const agreementOf = await loadAgreements(ctx.db, ctx, [asked]);
  const {
    web: _,
    template: _template,
    ...preview
  } = renderMessage(ctx, {
    candidate,
    offer: input.offer ?? sampleOffer(ctx, candidate),
    customer: { ...customer, firstName: nameIn(customer, input.lookedAt) },
    brand: await loadBrand(ctx.db, ctx),
    agreement: agreementOf(asked),
    products: productsOf(input),
    links: {
      link: (url) => url,
      unsubscribeUrl: `${publicOrigin()}/t/u/preview`,
      preferencesUrl: `${publicOrigin()}/t/p/preview`,
      pixelUrl: null,
    },
  });
  return preview;
}

function sampleOffer(ctx: ServiceContext, { offer, sendAt }: Candidate): OfferFacts | null {
  if (!offer) return null;
  const leaves = Math.max(ctx.now.getTime(), Date.parse(sendAt));
  return {
    code: SAMPLE_CODE,
    percentOff: offer.percentOff,
    expiresAt: new Date(leaves + offer.validHours * 3_600_000),
  };
}
