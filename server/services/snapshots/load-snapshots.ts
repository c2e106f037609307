import { z } from 'zod';
import { longestRestDays } from '@/domain/agents/lifecycle/rest';
import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import { ON_PAGE } from '@/domain/channels/on-page';
import { calledBy } from '@/domain/customers/called-by';
import { engagementScore } from '@/domain/customers/engagement';
import { ALLOWED_TO_SEND, WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import { CartLine, type PendingDecision, type ProductFact, Snapshot } from '@/domain/decisions/snapshot';
import { settledLines } from '@/domain/events/cart';
import { isToldByShop } from '@/domain/events/catalogue';
import { lineTotal } from '@/domain/events/commerce';
import type { ConsentRecord } from '@/domain/guardrails/consent-record';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import { preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type Cart, type Customer, Prisma, type Product } from '../../generated/prisma/client';
import { logFault } from '../../log-fault';
import { together } from '../../together';
import { TOLD_BY_SHOP } from '../../told-by-shop';
import { columnsOf } from '../../whole-rows';
import { addressHash, closedAmong, confirmationsInForce } from '../consent';
import { assignedWords, loadCreativeArms } from '../creative';
import { isForCampaigns, loadCampaignFacts } from '../enrolments';
import { assignedTemplates } from '../providers';
import { membershipsOf } from '../segments';
import { loadReach } from './load-reach';
import type { WorkspaceFacts } from './workspace-facts';

/** One snapshot that is wanted. */
export type SnapshotRequest = {
  customerId: string;
  trigger: Snapshot['trigger'];
  /** Agents to ask, where not all that the trigger wakes. */
  asks?: readonly string[] | undefined;
  cartId: string | null;
  winback: Snapshot['winback'];
  /** The decision that is being looked at again: its own message and code are not held against it. */
  decisionId: string | null;
  /** What came to nothing and is asked once more: a campaign whose way it was has begun, and may speak all the same. */
  again?: { decisionId: string; campaignId: string | null } | undefined;
};

export type LoadedSnapshot = { request: SnapshotRequest; snapshot: Snapshot; customer: Customer };

/** Newest products looked at, and scarce ones, at most. */
const CATALOGUE_SAMPLE = 24;

/**
 * The snapshots of a batch, in the order asked for; customers that are gone, and those whose records cannot be read, are
 * left out. A fixed number of queries, however large the batch, nearly all asked at once. What is `shared` may still be
 * on its way.
 */
export async function loadSnapshots(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  shared: WorkspaceFacts | Promise<WorkspaceFacts>,
  requests: readonly SnapshotRequest[],
): Promise<LoadedSnapshot[]> {
  const customerIds = [...new Set(requests.map((request) => request.customerId))];
  const [facts, recent, reachOf, customers, carts, inCarts, campaignsFor, segmentsOf, creative, templates] =
    await together([
      shared,
      loadRecent(tx, ctx, policy, customerIds),
      loadReach(tx, ctx, customerIds),
      loadCustomers(tx, ctx, customerIds),
      loadCarts(tx, ctx, requests),
      loadProductsInCarts(tx, ctx, requests),
      loadCampaignFacts(tx, ctx, policy, requests),
      membershipsOf(
        tx,
        ctx,
        requests.filter(({ trigger }) => isForCampaigns(trigger)).map(({ customerId }) => customerId),
      ),
      loadCreativeArms(tx, ctx, customerIds),
      requests.some(mayBegin) ? assignedTemplates(tx, ctx) : [],
    ]);
  const addresses = addressesOf(customers);
  const [suppressed, catalogue] = await together([
    loadSuppressed(tx, ctx, addresses),
    loadCatalogue(tx, ctx, policy, requests, inCarts),
  ]);
  const { anonymous, consents, touches, pending, earlier, offers } = recent;
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const browsing = new Set(anonymous);
  const consentsOf = groupBy(await inForce(ctx, addresses, consents), (row) => row.customerId);
  const touchesOf = groupBy(touches, (row) => row.customerId);
  const pendingOf = groupBy(pending, (row) => row.customerId);
  const earlierOf = groupBy(earlier, (row) => row.customerId);
  const offersOf = groupBy(offers, (row) => row.customerId);
  const loadedOf = (request: SnapshotRequest): LoadedSnapshot[] => {
    const customer = byId.get(request.customerId);
    if (!customer) return [];
    const cart = request.cartId ? (carts.get(request.cartId) ?? null) : null;
    const campaigns = campaignsFor(request);
    const begins = beginsByTemplate(request, campaigns);
    const snapshot: Snapshot = {
      schema: 1,
      takenAt: ctx.now.toISOString(),
      asking: 'apart',
      trigger: request.trigger,
      ...(request.again && { again: { decisionId: request.again.decisionId } }),
      ...(request.asks && { asks: [...request.asks] }),
      ...facts,
      customer: customerFacts(
        customer,
        { isBrowsing: browsing.has(customer.id), hasDevice: reachOf(customer.id).hasDevice },
        ctx.now,
        policy,
      ),
      consent: (consentsOf.get(customer.id) ?? []).map(
        ({ customerId: _, addressHash: _address, occurredAt, ...said }) => ({
          ...said,
          occurredAt: instant(occurredAt),
        }),
      ),
      whatsapp: {
        templates: begins ? templates : [],
        lastInboundAt: reachOf(customer.id).wroteAt?.toISOString() ?? null,
        locale: begins ? customer.locale : null,
      },
      suppressed: suppressed.get(customer.id) ?? [],
      touches: (touchesOf.get(customer.id) ?? [])
        .filter((touch) => touch.decisionId !== request.decisionId)
        .map(({ customerId: _, at, ...touch }) => ({ at: instant(at), ...touch })),
      pending: (pendingOf.get(customer.id) ?? [])
        .filter((waiting) => waiting.decisionId !== request.decisionId)
        .map(({ customerId: _, decidedAt: _at, sendAt, ...waiting }) => ({ sendAt: instant(sendAt), ...waiting })),
      earlier: (earlierOf.get(customer.id) ?? [])
        .filter((decision) => decision.id !== request.decisionId)
        .map(({ agentId, action, outcome, at }) => ({ agentId, action, outcome, at: instant(at) })),
      liveOffers: (offersOf.get(customer.id) ?? [])
        .filter((offer) => offer.decisionId !== request.decisionId)
        .map(({ customerId: _, expiresAt, ...offer }) => ({ expiresAt: instant(expiresAt), ...offer })),
      winback: request.winback,
      campaigns,
      segments: isForCampaigns(request.trigger) ? (segmentsOf.get(customer.id) ?? []) : [],
      words: assignedWords(creative, customer.id),
      ...catalogue.forRequest(request, cart, customer),
    };
    return [{ request, snapshot, customer }];
  };
  return requests.flatMap((request) => unlessUnreadable(ctx, request, loadedOf));
}

/** Whether a conversation may be begun on WhatsApp, or was meant to be: nothing else needs its templates. */
function mayBegin({ winback, decisionId, trigger }: SnapshotRequest): boolean {
  return winback !== null || decisionId !== null || trigger.kind === 'cart_reminder' || isForCampaigns(trigger);
}

/** The same, once it is known which campaigns may speak. */
function beginsByTemplate(request: SnapshotRequest, campaigns: Snapshot['campaigns']): boolean {
  if (!isForCampaigns(request.trigger) || request.decisionId !== null) return mayBegin(request);
  return campaigns.some(({ steps }) => steps.some(({ channel }) => channel === 'whatsapp'));
}

/** A record that nobody can read costs no other customer their snapshot: it is said in the log, and left out. */
function unlessUnreadable(
  { workspaceId }: ServiceContext,
  request: SnapshotRequest,
  load: (request: SnapshotRequest) => LoadedSnapshot[],
): LoadedSnapshot[] {
  try {
    return load(request);
  } catch (fault) {
    logFault(`snapshot of customer ${request.customerId} in workspace ${workspaceId}`, fault);
    return [];
  }
}

/** What is compared to the ids wanted. For one alone the plan of the statement is the same each time, and kept. */
function among(ids: readonly string[]): Prisma.Sql {
  return ids.length === 1 ? Prisma.sql`= ${ids[0]}::uuid` : Prisma.sql`= ANY(${[...ids]}::uuid[])`;
}

/** The name of a statement by how many it asks for. */
function named(name: string, ids: readonly string[]): string {
  return ids.length === 1 ? `one-${name}` : name;
}

const CUSTOMER = columnsOf(Prisma.CustomerScalarFieldEnum);
const CART = columnsOf(Prisma.CartScalarFieldEnum);
const PRODUCT = columnsOf(Prisma.ProductScalarFieldEnum);

function loadCustomers(tx: Db, ctx: ServiceContext, ids: readonly string[]): Promise<Customer[]> {
  return preparedRows<Customer>(
    tx,
    named('snapshot-customers', ids),
    Prisma.sql`SELECT ${CUSTOMER} FROM customer WHERE workspace_id = ${ctx.workspaceId}::uuid AND id ${among(ids)}`,
  );
}

const Stage = Snapshot.shape.customer.shape.stage;

type Seen = { isBrowsing: boolean; hasDevice: boolean };

function customerFacts(customer: Customer, seen: Seen, now: Date, policy: Policy): Snapshot['customer'] {
  return {
    id: customer.id,
    firstName: calledBy(customer.firstName),
    country: customer.country,
    region: customer.region,
    timezone: customer.timezone,
    stage: Stage.parse(customer.stage),
    signedUpAt: customer.signedUpAt?.toISOString() ?? null,
    firstSeenAt: customer.firstSeenAt.toISOString(),
    lastEngagedAt: customer.lastEngagedAt?.toISOString() ?? null,
    lastOrderAt: customer.lastOrderAt?.toISOString() ?? null,
    orderCount: customer.orderCount,
    lifetimeValueCents: customer.lifetimeValueCents,
    engagementScore: engagementScore(
      { points: customer.engagementPoints, at: customer.engagementAt },
      now,
      policy.engagement,
    ),
    deliveredTouches: customer.deliveredTouches,
    hardBounces: customer.hardBounces,
    isNorthAmericanNumber: customer.phone?.startsWith('+1') ?? false,
    reachable: reachable(customer, seen),
  };
}

function reachable(customer: Customer, { isBrowsing, hasDevice }: Seen): ChannelId[] {
  const has: Record<ChannelId, boolean> = {
    email: customer.email !== null,
    sms: customer.phone !== null,
    whatsapp: customer.phone !== null,
    push: hasDevice,
    web: isBrowsing || customer.externalId !== null,
  };
  return CHANNELS.filter((channel) => has[channel]);
}

const ToldLines = z.array(CartLine.extend({ isClaimed: z.literal(true).optional() }));

function cartFact(
  cart: Cart,
  told: z.infer<typeof ToldLines>,
  products: ReadonlyMap<string, Product>,
): NonNullable<Snapshot['cart']> {
  const known = new Map([...products].map(([sku, product]) => [sku, { ...product, priceCents: priceOf(product) }]));
  const lines = settledLines(told, known);
  return {
    id: cart.id,
    key: cart.cartKey,
    openedAt: cart.openedAt.toISOString(),
    lastChangedAt: cart.lastChangedAt.toISOString(),
    valueCents: told.some(({ isClaimed }) => isClaimed) ? lineTotal(lines) : cart.valueCents,
    lines,
  };
}

/** What the shop has said that one costs; null where it has not. */
function priceOf({ claimed, priceCents }: Product): number | null {
  return claimed.includes('priceCents') || priceCents === 0 ? null : priceCents;
}

type Address = { customerId: string; channel: ChannelId; address: string };

/** Where customers are written to. */
function addressesOf(customers: readonly Customer[]): Address[] {
  return customers.flatMap(({ id: customerId, email, phone }) =>
    (['email', 'sms', 'whatsapp'] as const).flatMap((channel) => {
      const address = channel === 'email' ? email : phone;
      return address ? [{ customerId, channel, address }] : [];
    }),
  );
}

/** The ledger as it holds for the addresses that the customers have now. */
async function inForce(
  { workspaceId }: ServiceContext,
  addresses: readonly Address[],
  consents: readonly ConsentRow[],
): Promise<ConsentRow[]> {
  if (consents.every(({ addressHash }) => addressHash === null)) return [...consents];
  const hashes = new Map<string, string>();
  for (const { customerId, channel, address } of addresses) {
    hashes.set(`${customerId}:${channel}`, await addressHash(workspaceId, channel, address));
  }
  return [...groupBy(consents, (row) => row.customerId)].flatMap(([customerId, rows]) =>
    confirmationsInForce(rows, (channel) => hashes.get(`${customerId}:${channel}`) ?? null),
  );
}

async function loadSuppressed(
  tx: Db,
  ctx: ServiceContext,
  addresses: readonly Address[],
): Promise<Map<string, Snapshot['suppressed']>> {
  const closed = [...(await closedAmong(tx, ctx, addresses))];
  return new Map(
    [...groupBy(closed, ([{ customerId }]) => customerId)].map(([customerId, list]) => [
      customerId,
      list.map(([{ channel }, { reason }]) => ({ channel, reason })),
    ]),
  );
}

type TouchRow = {
  customerId: string;
  decisionId: string;
  at: string;
  channel: ChannelId;
  agentId: string;
  action: string;
  wave: number | null;
  campaignId: string | null;
};
type PendingRow = PendingDecision & { customerId: string; decidedAt: string };
type EarlierRow = { customerId: string; id: string; agentId: string; action: string; outcome: string; at: string };
type ConsentRow = ConsentRecord & { customerId: string; addressHash: string | null };
type OfferRow = { customerId: string; decisionId: string; code: string; percentOff: number; expiresAt: string };

/** What happened with customers lately, and what is going on with them; instants as JSON tells them. */
type Recent = {
  /** Customers known from a browser that told us no name. */
  anonymous: string[];
  /** All they said so far on being written to, the latest word first. */
  consents: ConsentRow[];
  /** What waits for its customer to come by a page may never be seen, and takes no place in their week before. */
  touches: TouchRow[];
  /**
   * Decisions that wait for a person or for their moment; those being handed over are touches already, and what waits for
   * its customer to come by a page stands in nobody's way.
   */
  pending: PendingRow[];
  /** Decisions as far back as an agent rests. */
  earlier: EarlierRow[];
  /** Codes that can be used: those of decisions that came to nothing are not. */
  offers: OfferRow[];
};

/** One statement for all of it: for few customers the way to the database takes longer than its answer. */
async function loadRecent(tx: Db, ctx: ServiceContext, policy: Policy, customerIds: string[]): Promise<Recent> {
  const { workspaceId, now } = ctx;
  const touchDays = Math.max(policy.winback.quarterDays, policy.contact.windowDays, 30);
  const touchesFrom = after(now, -touchDays * DAY);
  const earlierFrom = after(now, -longestRestDays(policy) * DAY);
  const [row] = await preparedRows<Recent>(
    tx,
    named('recent-facts', customerIds),
    Prisma.sql`
    SELECT
      (SELECT coalesce(json_agg(DISTINCT customer_id), '[]') FROM customer_identity
        WHERE workspace_id = ${workspaceId}::uuid AND kind = 'anonymous' AND customer_id ${among(customerIds)}
      ) AS anonymous,
      (SELECT coalesce(json_agg(json_build_object('customerId', customer_id, 'channel', channel, 'purpose', purpose,
          'status', status, 'lawfulBasis', lawful_basis, 'source', source, 'textVersion', text_version, 'actor', actor,
          'addressHash', address_hash, 'occurredAt', occurred_at) ORDER BY occurred_at DESC, recorded_at DESC), '[]')
        FROM consent_event
        WHERE workspace_id = ${workspaceId}::uuid AND customer_id ${among(customerIds)}
          AND occurred_at <= ${now}) AS consents,
      (SELECT coalesce(json_agg(touch ORDER BY touch.at DESC), '[]') FROM (
          SELECT m.customer_id AS "customerId", m.decision_id AS "decisionId",
            coalesce(m.delivered_at, m.accepted_at, m.send_at) AS at, m.channel, m.agent_id AS "agentId",
            coalesce(d.action, '') AS action, (d.chosen ->> 'wave')::int AS wave,
            d.chosen ->> 'campaignId' AS "campaignId"
          FROM message m JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
          WHERE m.workspace_id = ${workspaceId}::uuid AND m.customer_id ${among(customerIds)}
            AND m.status NOT IN ('cancelled', 'failed', 'bounced')
            AND (m.provider <> ${ON_PAGE} OR m.status <> 'queued')
            AND coalesce(m.delivered_at, m.accepted_at, m.send_at) > ${touchesFrom}
        ) touch) AS touches,
      (SELECT coalesce(json_agg(waiting ORDER BY waiting."decidedAt", waiting."decisionId"), '[]') FROM (
          SELECT d.customer_id AS "customerId", d.id AS "decisionId", d.agent_id AS "agentId",
            d.chosen ->> 'campaignId' AS "campaignId", d.chosen ->> 'campaignPriority' AS "campaignPriority",
            d.action, d.channel, d.outcome,
            coalesce(d.send_at, d.decided_at) AS "sendAt", (d.chosen #>> '{offer,percentOff}')::float8 AS "percentOff",
            d.confidence AS probability, coalesce(d.value_cents, 0) AS "expectedValueCents", d.decided_at AS "decidedAt"
          FROM decision d
          WHERE d.workspace_id = ${workspaceId}::uuid AND d.customer_id ${among(customerIds)}
            AND d.outcome = ANY(${['in_review', ...WAITING_TO_LEAVE]}::text[]) AND d.action IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM message m WHERE m.workspace_id = d.workspace_id AND m.decision_id = d.id
                            AND (m.status <> 'queued' OR m.provider = ${ON_PAGE}))
        ) waiting) AS pending,
      (SELECT coalesce(json_agg(made ORDER BY made.at DESC, made.id DESC), '[]') FROM (
          SELECT customer_id AS "customerId", id, agent_id AS "agentId", action, outcome, decided_at AS at
          FROM decision
          WHERE workspace_id = ${workspaceId}::uuid AND customer_id ${among(customerIds)}
            AND decided_at > ${earlierFrom} AND action IS NOT NULL AND outcome NOT IN ('skipped', 'cancelled')
        ) made) AS earlier,
      (SELECT coalesce(json_agg(held ORDER BY held."expiresAt"), '[]') FROM (
          SELECT o.customer_id AS "customerId", o.decision_id AS "decisionId", o.code, o.percent_off AS "percentOff",
            o.expires_at AS "expiresAt"
          FROM offer o JOIN decision d ON d.workspace_id = o.workspace_id AND d.id = o.decision_id
          WHERE o.workspace_id = ${workspaceId}::uuid AND o.customer_id ${among(customerIds)}
            AND o.status = 'live' AND o.expires_at > ${now} AND d.outcome = ANY(${[...ALLOWED_TO_SEND]}::text[])
        ) held) AS offers`,
  );
  if (!row) throw new Error('One row was expected.');
  return row;
}

/** An instant as PostgreSQL tells it in JSON, as snapshots tell it. */
function instant(told: string): string {
  return new Date(told).toISOString();
}

async function loadCarts(
  tx: Db,
  ctx: ServiceContext,
  requests: readonly SnapshotRequest[],
): Promise<Map<string, Cart>> {
  const ids = requests.flatMap((request) => (request.cartId ? [request.cartId] : []));
  if (ids.length === 0) return new Map();
  const carts = await preparedRows<Cart>(
    tx,
    named('snapshot-carts', ids),
    Prisma.sql`
    SELECT ${CART} FROM cart WHERE workspace_id = ${ctx.workspaceId}::uuid AND id ${among(ids)} AND status = 'open'`,
  );
  return new Map(carts.map((cart) => [cart.id, cart]));
}

/**
 * Products each request may show: a cart's own; for a win-back what is scarce, else the newest; and what is new since the
 * customer was here.
 */
async function loadCatalogue(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  requests: readonly SnapshotRequest[],
  inCarts: readonly Product[],
) {
  const { workspaceId } = ctx;
  const wantsNews = requests.some((request) => request.winback || !request.cartId);
  const [newest, scarce] = await Promise.all([
    wantsNews
      ? tx.product.findMany({
          where: {
            ...TOLD_BY_SHOP,
            workspaceId,
            firstSeenAt: { lte: ctx.now },
            OR: [{ stock: null }, { stock: { gt: 0 } }],
          },
          orderBy: [{ firstSeenAt: 'desc' }, { sku: 'asc' }],
          take: CATALOGUE_SAMPLE,
        })
      : [],
    wantsNews
      ? tx.product.findMany({
          where: { ...TOLD_BY_SHOP, workspaceId, stock: { gt: 0, lte: policy.winback.lowStock } },
          orderBy: [{ stock: 'asc' }, { sku: 'asc' }],
          take: CATALOGUE_SAMPLE,
        })
      : [],
  ]);
  const bySku = new Map(inCarts.filter(isToldByShop).map((product) => [product.sku, product]));
  return {
    forRequest(
      request: SnapshotRequest,
      cart: Cart | null,
      customer: Customer,
    ): Pick<Snapshot, 'cart' | 'catalogue' | 'products' | 'newProducts'> {
      const lines = cart ? ToldLines.parse(cart.lines) : [];
      const own = lines.flatMap((line) => {
        const product = bySku.get(line.sku);
        // Beside a product that the shop names there is no price that it has not told.
        return product && !(line.isClaimed && priceOf(product) === null) ? [product] : [];
      });
      const told = { catalogue: 'shop' as const, cart: cart && cartFact(cart, lines, bySku) };
      if (request.cartId) return { ...told, products: own.map(productFact), newProducts: [] };
      const since = customer.lastEngagedAt ?? customer.firstSeenAt;
      return {
        ...told,
        products: (request.winback ? scarce.slice(0, 5) : newest.slice(0, 6)).map(productFact),
        newProducts: newest
          .filter((product) => product.firstSeenAt > since)
          .slice(0, 6)
          .map(productFact),
      };
    },
  };
}

async function loadProductsInCarts(
  tx: Db,
  ctx: ServiceContext,
  requests: readonly SnapshotRequest[],
): Promise<Product[]> {
  const ids = requests.flatMap((request) => (request.cartId ? [request.cartId] : []));
  if (ids.length === 0) return [];
  return preparedRows<Product>(
    tx,
    named('snapshot-products', ids),
    Prisma.sql`
    SELECT ${PRODUCT} FROM product WHERE workspace_id = ${ctx.workspaceId}::uuid AND sku IN (
      SELECT line ->> 'sku' FROM cart CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(lines) WHEN 'array' THEN lines ELSE '[]' END) AS line
      WHERE cart.workspace_id = ${ctx.workspaceId}::uuid AND cart.id ${among(ids)} AND status = 'open')`,
  );
}

/** What the shop itself has told of a product: what a browser claims beside it is left out. */
export function productFact(product: Product): ProductFact {
  const { sku, name, costCents, stock, claimed } = product;
  const isClaimed = (field: string) => claimed.includes(field);
  const priceCents = isClaimed('priceCents') ? 0 : product.priceCents;
  return {
    sku,
    name,
    priceCents,
    marginCents: costCents === null || isClaimed('priceCents') ? null : priceCents - costCents,
    stock,
    url: isClaimed('url') ? null : product.url,
    imageUrl: isClaimed('imageUrl') ? null : product.imageUrl,
  };
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
