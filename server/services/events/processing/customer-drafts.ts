import { v7 } from 'uuid';
import {
  addEngagement,
  type Engagement,
  type EngagementKind,
  type EngagementRules,
  pointsOf,
} from '@/domain/customers/engagement';
import { emptyProfile, foldProfile, mergeProfiles, type Profile } from '@/domain/customers/profile';
import type { StoredEvent } from '@/domain/events/event';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import type { Staged } from '../../customers';
import { EVENT_COLUMNS, type OwnedEvent } from './claim';

/** A customer while a chunk of events is folded. */
export type CustomerDraft = {
  id: string;
  externalId: string | null;
  /** Null until the first event of a new customer is folded. */
  profile: Profile | null;
  engagement: Engagement;
  deliveredTouches: number;
  hardBounces: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  orderCount: number;
  lifetimeValueCents: number;
  /** Null for a customer who is not saved yet. */
  stage: string | null;
  subjectRef: string;
};

type CustomerRow = Profile &
  Omit<CustomerDraft, 'profile' | 'engagement'> & { engagementPoints: number; engagementAt: Date | null };

/** First and last sign of a customer in messages, and the last of their reading ours; null where they read none. */
type Signs = { first: Date; last: Date; engagedAt: Date | null };

/** The customers a chunk touches, read once (and locked) and written once. */
export class CustomerDrafts {
  private readonly drafts = new Map<string, CustomerDraft>();
  /** The addresses they were read with. */
  private readonly addresses = new Map<string, Pick<Profile, 'email' | 'phone'>>();

  constructor(
    private readonly tx: Db,
    private readonly ctx: ServiceContext,
    private readonly rules: EngagementRules,
  ) {}

  all(): CustomerDraft[] {
    return [...this.drafts.values()];
  }

  /** Those who have an address they were not read with, so that they may newly share one with somebody. */
  newlyAddressed(): string[] {
    return this.all().flatMap(({ id, profile }) => {
      const before = this.addresses.get(id);
      const isNew = (kind: 'email' | 'phone') => Boolean(profile?.[kind]) && profile?.[kind] !== before?.[kind];
      return isNew('email') || isNew('phone') ? [id] : [];
    });
  }

  /** What their stages follow from; without those who turned out to be nobody. */
  staged(): Staged[] {
    return this.all().flatMap(stagedOf);
  }

  /** Stages that are saved with the customers. */
  setStages(changes: readonly { customer: { id: string }; to: string }[]): void {
    for (const { customer, to } of changes) {
      const draft = this.drafts.get(customer.id);
      if (draft) draft.stage = to;
    }
  }

  create(id: string, externalId: string | null): void {
    this.drafts.set(id, {
      id,
      externalId,
      profile: null,
      engagement: { points: 0, at: null },
      deliveredTouches: 0,
      hardBounces: 0,
      firstOrderAt: null,
      lastOrderAt: null,
      orderCount: 0,
      lifetimeValueCents: 0,
      stage: null,
      subjectRef: v7(),
    });
  }

  /** Reads customers not read yet, in one fixed order so that two transactions never wait for each other. */
  async load(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.drafts.has(id));
    if (missing.length === 0) return;
    const rows = await this.tx.$queryRaw<CustomerRow[]>`
      SELECT id, external_id AS "externalId", email, phone, first_name AS "firstName", last_name AS "lastName", country,
        region, timezone, locale, traits, trait_times AS "traitTimes", first_seen_at AS "firstSeenAt",
        last_seen_at AS "lastSeenAt", signed_up_at AS "signedUpAt", last_engaged_at AS "lastEngagedAt",
        first_order_at AS "firstOrderAt", last_order_at AS "lastOrderAt", order_count AS "orderCount",
        lifetime_value_cents AS "lifetimeValueCents", stage, engagement_points AS "engagementPoints",
        engagement_at AS "engagementAt", delivered_touches AS "deliveredTouches", hard_bounces AS "hardBounces",
        subject_ref AS "subjectRef", is_simulated AS "isSimulated"
      FROM customer WHERE workspace_id = ${this.ctx.workspaceId}::uuid AND id = ANY(${missing}::uuid[])
      ORDER BY id FOR UPDATE`;
    for (const row of rows) {
      this.drafts.set(row.id, toDraft(row));
      this.addresses.set(row.id, { email: row.email, phone: row.phone });
    }
  }

  fold(events: readonly OwnedEvent[]): void {
    for (const event of events) {
      const draft = this.drafts.get(event.customerId);
      if (draft) draft.profile = foldProfile(draft.profile ?? emptyProfile(event), event);
    }
  }

  /** A visitor becomes the customer they turned out to be. */
  merge(fromId: string, toId: string): void {
    const from = this.drafts.get(fromId);
    const to = this.drafts.get(toId);
    if (!from?.profile || !to) return;
    to.profile = to.profile ? mergeProfiles(to.profile, from.profile) : from.profile;
    if (from.engagement.at) {
      to.engagement = addEngagement(to.engagement, from.engagement.points, from.engagement.at, this.rules);
    }
    to.deliveredTouches += from.deliveredTouches;
    to.hardBounces += from.hardBounces;
    this.drafts.delete(fromId);
  }

  /** Folds customers anew from all their events: events cannot be taken out of a fold. */
  async rebuild(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const events = await this.tx.$queryRaw<OwnedEvent[]>`
      SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
      WHERE e.workspace_id = ${this.ctx.workspaceId}::uuid AND e.customer_id = ANY(${ids}::uuid[])`;
    const signs = await this.signsInMessages(ids);
    for (const id of ids) {
      const draft = this.drafts.get(id);
      const own = events.filter((event) => event.customerId === id);
      const [first] = own;
      if (!draft || !first) continue;
      const profile = own.reduce<Profile>(foldProfile, emptyProfile(first));
      const at = signs.get(id)?.engagedAt;
      const { lastEngagedAt } = profile;
      draft.profile = at && (!lastEngagedAt || at > lastEngagedAt) ? { ...profile, lastEngagedAt: at } : profile;
    }
  }

  /**
   * Of these no event is left: nothing is known any more but what they did with messages. Who did nothing was seen when it
   * was said before, since a customer has been seen at some moment.
   */
  async blank(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const signs = await this.signsInMessages(ids);
    for (const id of ids) {
      const draft = this.drafts.get(id);
      if (!draft?.profile) continue;
      const { firstSeenAt, lastSeenAt, isSimulated } = draft.profile;
      const { first, last, engagedAt } = signs.get(id) ?? { first: firstSeenAt, last: lastSeenAt, engagedAt: null };
      const seen = { firstSeenAt: first, lastSeenAt: last, lastEngagedAt: engagedAt };
      draft.profile = { ...emptyProfile({ occurredAt: first }), ...seen, isSimulated };
    }
  }

  /** What customers did with messages: read ours, which is a sign of life, or wrote to us. */
  private async signsInMessages(ids: readonly string[]): Promise<Map<string, Signs>> {
    const { workspaceId } = this.ctx;
    const rows = await this.tx.$queryRaw<(Signs & { customerId: string })[]>`
      SELECT customer_id AS "customerId", min(at) AS first, max(at) AS last,
        max(at) FILTER (WHERE is_reading) AS "engagedAt"
      FROM (
        SELECT m.customer_id, read.at, true AS is_reading FROM message m
        CROSS JOIN LATERAL (VALUES (m.opened_at), (m.clicked_at)) AS read(at)
        WHERE m.workspace_id = ${workspaceId}::uuid AND m.customer_id = ANY(${ids}::uuid[])
        UNION ALL
        SELECT customer_id, received_at, false FROM inbound_message
        WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ANY(${ids}::uuid[])
      ) sign WHERE at IS NOT NULL GROUP BY 1`;
    return new Map(rows.map(({ customerId, ...signs }) => [customerId, signs]));
  }

  /** An order says how welcome the shop is. */
  addOrder(id: string, at: Date): void {
    this.addPoints(id, pointsOf('ordered', this.rules), at);
  }

  /** It was another customer's, or of another day. */
  takeOrder(id: string, at: Date): void {
    this.addPoints(id, -pointsOf('ordered', this.rules), at);
  }

  private addPoints(id: string, points: number, at: Date): void {
    const draft = this.drafts.get(id);
    if (draft) draft.engagement = addEngagement(draft.engagement, points, at, this.rules);
  }

  /** Counts anew, from orders and messages, how welcome our messages are to these customers, and how many they had. */
  async recount(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { workspaceId } = this.ctx;
    const signs = await this.tx.$queryRaw<{ customerId: string; kind: EngagementKind; at: Date }[]>`
      SELECT customer_id AS "customerId", 'ordered' AS kind, ordered_at AS at FROM shop_order
      WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT customer_id, 'clicked', clicked_at FROM message
      WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ANY(${ids}::uuid[]) AND clicked_at IS NOT NULL
      UNION ALL
      SELECT m.customer_id, CASE o.kind WHEN 'opened' THEN 'opened' WHEN 'bounced' THEN 'hard_bounce' ELSE 'complaint' END,
        o.occurred_at
      FROM message m JOIN message_event o ON o.workspace_id = m.workspace_id AND o.message_id = m.id
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.customer_id = ANY(${ids}::uuid[])
        AND (o.kind IN ('bounced', 'complained')
          OR (o.kind = 'opened' AND NOT o.is_machine AND o.occurred_at = m.opened_at))`;
    const touches = await this.tx.$queryRaw<{ customerId: string; count: number }[]>`
      SELECT customer_id AS "customerId", count(*)::int AS count FROM message
      WHERE workspace_id = ${workspaceId}::uuid AND customer_id = ANY(${ids}::uuid[])
        AND delivered_at IS NOT NULL AND bounced_at IS NULL GROUP BY 1`;
    const touchesOf = new Map(touches.map(({ customerId, count }) => [customerId, count]));
    for (const id of ids) {
      const draft = this.drafts.get(id);
      if (!draft) continue;
      const own = signs.filter(({ customerId }) => customerId === id);
      draft.engagement = own.reduce<Engagement>(
        (sum, { kind, at }) => addEngagement(sum, pointsOf(kind, this.rules), at, this.rules),
        {
          points: 0,
          at: null,
        },
      );
      draft.hardBounces = own.filter(({ kind }) => kind === 'hard_bounce').length;
      draft.deliveredTouches = touchesOf.get(id) ?? 0;
    }
  }

  /** Counts the orders of these customers anew. */
  async countOrders(ids: Iterable<string>): Promise<void> {
    const customers = [...new Set(ids)];
    if (customers.length === 0) return;
    const rows = await this.tx.$queryRaw<{ id: string; orders: number; cents: bigint; first: Date; last: Date }[]>`
      SELECT customer_id AS id, count(*)::int AS orders, sum(revenue_cents - refunded_cents)::bigint AS cents,
        min(ordered_at) AS first, max(ordered_at) AS last
      FROM shop_order WHERE workspace_id = ${this.ctx.workspaceId}::uuid AND customer_id = ANY(${customers}::uuid[])
      GROUP BY 1`;
    const counted = new Map(rows.map((row) => [row.id, row]));
    for (const id of customers) {
      const draft = this.drafts.get(id);
      if (!draft) continue;
      const row = counted.get(id);
      draft.orderCount = row?.orders ?? 0;
      draft.lifetimeValueCents = Math.min(MAX_INT, Number(row?.cents ?? 0));
      draft.firstOrderAt = row?.first ?? null;
      draft.lastOrderAt = row?.last ?? null;
    }
  }

  async save(): Promise<void> {
    const rows = this.all().flatMap((draft) => toRow(draft) ?? []);
    if (rows.length === 0) return;
    await this.tx.$executeRaw`
      INSERT INTO customer (workspace_id, id, external_id, email, phone, first_name, last_name, country, region, timezone,
        locale, traits, trait_times, first_seen_at, last_seen_at, signed_up_at, last_engaged_at, first_order_at,
        last_order_at, order_count, lifetime_value_cents, stage, engagement_points, engagement_at, delivered_touches,
        hard_bounces, subject_ref, is_simulated, updated_at)
      SELECT ${this.ctx.workspaceId}::uuid, row.*, now() FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row(
        id uuid, external_id text, email text, phone text, first_name text, last_name text, country text, region text,
        timezone text, locale text, traits jsonb, trait_times jsonb, first_seen_at timestamptz, last_seen_at timestamptz,
        signed_up_at timestamptz, last_engaged_at timestamptz, first_order_at timestamptz, last_order_at timestamptz,
        order_count int, lifetime_value_cents int, stage text, engagement_points float8, engagement_at timestamptz,
        delivered_touches int, hard_bounces int, subject_ref uuid, is_simulated boolean)
      ON CONFLICT (workspace_id, id) DO UPDATE SET
        email = excluded.email, phone = excluded.phone, first_name = excluded.first_name, last_name = excluded.last_name,
        country = excluded.country, region = excluded.region, timezone = excluded.timezone, locale = excluded.locale,
        traits = excluded.traits, trait_times = excluded.trait_times, first_seen_at = excluded.first_seen_at,
        last_seen_at = excluded.last_seen_at, signed_up_at = excluded.signed_up_at,
        last_engaged_at = excluded.last_engaged_at, first_order_at = excluded.first_order_at,
        last_order_at = excluded.last_order_at, order_count = excluded.order_count,
        lifetime_value_cents = excluded.lifetime_value_cents, stage = excluded.stage, engagement_points = excluded.engagement_points,
        engagement_at = excluded.engagement_at, delivered_touches = excluded.delivered_touches,
        hard_bounces = excluded.hard_bounces, is_simulated = excluded.is_simulated, updated_at = now()`;
  }
}

const MAX_INT = 2_147_483_647;

function toDraft(row: CustomerRow): CustomerDraft {
  const { engagementPoints, engagementAt, id, externalId, stage, subjectRef, ...rest } = row;
  const { deliveredTouches, hardBounces, firstOrderAt, lastOrderAt, orderCount, lifetimeValueCents, ...profile } = rest;
  const counts = { deliveredTouches, hardBounces, firstOrderAt, lastOrderAt, orderCount, lifetimeValueCents };
  const engagement = { points: engagementPoints, at: engagementAt };
  return { id, externalId, stage, subjectRef, ...counts, profile, engagement };
}

function toRow(draft: CustomerDraft): object | null {
  const { profile } = draft;
  if (!profile) return null;
  return {
    id: draft.id,
    external_id: draft.externalId,
    email: profile.email,
    phone: profile.phone,
    first_name: profile.firstName,
    last_name: profile.lastName,
    country: profile.country,
    region: profile.region,
    timezone: profile.timezone,
    locale: profile.locale,
    traits: profile.traits,
    trait_times: profile.traitTimes,
    first_seen_at: profile.firstSeenAt,
    last_seen_at: profile.lastSeenAt,
    signed_up_at: profile.signedUpAt,
    last_engaged_at: profile.lastEngagedAt,
    first_order_at: draft.firstOrderAt,
    last_order_at: draft.lastOrderAt,
    order_count: draft.orderCount,
    lifetime_value_cents: draft.lifetimeValueCents,
    stage: draft.stage ?? 'new',
    engagement_points: draft.engagement.points,
    engagement_at: draft.engagement.at,
    delivered_touches: draft.deliveredTouches,
    hard_bounces: draft.hardBounces,
    subject_ref: draft.subjectRef,
    is_simulated: profile.isSimulated,
  };
}

function stagedOf({ profile, engagement, ...draft }: CustomerDraft): Staged[] {
  return profile ? [{ ...profile, ...draft, engagementPoints: engagement.points, engagementAt: engagement.at }] : [];
}

/** Events with their customers. */
export function owned(events: readonly StoredEvent[], customerOf: ReadonlyMap<string, string>): OwnedEvent[] {
  return events.flatMap((event) => {
    const customerId = customerOf.get(event.id);
    return customerId ? [{ ...event, customerId }] : [];
  });
}
