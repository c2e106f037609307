import { v7 } from 'uuid';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { DEMO_HOLDOUT_SHARE } from '@/domain/simulation/demo-holdout';
import { type DemoScale, type DemoWorld, demoWorld } from '@/domain/simulation/demo-world';
import type { ShopPlace } from '@/domain/simulation/segment-event';
import { SIMULATION_HOLDOUT_SHARE, simulationSlug, type TwinSpec, twinWorld } from '@/domain/simulation/twin-world';
import { Brand } from '@/domain/workspaces/brand';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import type { FirstPolicy } from '../policies';
import { decideRollout } from '../rollout';
import { insertWorkspace, type NewWorkspace } from '../workspaces';

export const DEMO_SLUG = 'demo';
export const REPLAY_SLUG = 'replay';
/** So few messages that a test of their words rarely finds a winner, and says so; but it can be watched. */
const DEMO_CREATIVE = { leastVolume: 4, leastPerVariant: 6, leastDays: 7, longestDays: 21 };
/** News once a week at most, as a shop writes that always has something new. */
const DEMO_LIFECYCLE = { activeRestDays: 7, atRiskRestDays: 7, firstTurnDays: 14 };
/** Carts of small things are worth a message too; so are customers whose order will be a small one. */
const DEMO_CART = { minValueCents: 1_000 };
const DEMO_WINBACK = { expectedOrderCents: 2_500 };
const DEMO_POLICY: FirstPolicy = {
  document: {
    ...DEFAULT_POLICY,
    holdout: { ...DEFAULT_POLICY.holdout, share: DEMO_HOLDOUT_SHARE },
    creative: { ...DEFAULT_POLICY.creative, ...DEMO_CREATIVE },
    lifecycle: { ...DEFAULT_POLICY.lifecycle, ...DEMO_LIFECYCLE },
    cart: { ...DEFAULT_POLICY.cart, ...DEMO_CART },
    winback: { ...DEFAULT_POLICY.winback, ...DEMO_WINBACK },
    review: { ...DEFAULT_POLICY.review, sampleShare: 0.1 },
  },
  reason:
    'For a small shop of small things: carts from $10, news once a week at most, one sampled decision in ten; three times as many customers left alone as usual, and tests of words that begin with few messages.',
};
/** Of ninety customers any message is one to try words in: a small demo has a test to look at, whatever hour it is made. */
const SMALL_DEMO_POLICY: FirstPolicy = {
  ...DEMO_POLICY,
  document: { ...DEMO_POLICY.document, creative: { ...DEMO_POLICY.document.creative, leastVolume: 1 } },
};
const SIMULATION_POLICY: FirstPolicy = {
  document: {
    ...DEMO_POLICY.document,
    holdout: { ...DEFAULT_POLICY.holdout, share: SIMULATION_HOLDOUT_SHARE },
  },
  reason: 'As in the demo; one in five is left alone, since an interval can say no more than the smaller group.',
};
const SIMULATION_ROLLOUT = 'A simulation measures everybody and every agent from its first day.';
const DEMO_ROLLOUT =
  'The demo shows a rollout at its last step: every customer is in, all agents and channels are allowed, and the last gate is open to be judged.';
const INSTALLER = { kind: 'operator', name: 'first-run' } as const;

/** The demo's own name and look; a simulation has it too, with an address of its own. */
function demoBrand(url: string, slug = DEMO_SLUG): Brand {
  return {
    companyName: 'Harbour & Pine',
    fromName: 'Harbour & Pine',
    fromEmail: 'hello@harbour-and-pine.example',
    replyTo: 'hello@harbour-and-pine.example',
    postalAddress: '12 Quay Street, Portland, ME 04101, USA',
    signature: 'Ida and the team at Harbour & Pine',
    websiteUrl: `${url}/shop/${slug}`,
    logoUrl: null,
    logoSize: null,
    colors: { main: ['#2f5d5b', '#dbe6e4', '#1d2b2a'], accent: ['#d9b45f', '#97472f'] },
  };
}

function replayBrand(): Brand {
  return {
    companyName: 'Online Retail',
    fromName: 'Online Retail',
    fromEmail: 'hello@online-retail.example',
    replyTo: 'hello@online-retail.example',
    postalAddress: '1 Warehouse Road, London E1 6AN, United Kingdom',
    signature: 'The Online Retail team',
    websiteUrl: 'https://online-retail.example',
    logoUrl: null,
    logoSize: null,
    colors: { main: ['#1d3557', '#f1f5f9', '#0f172a'], accent: ['#457b9d'] },
  };
}

/**
 * The demo workspace: on a virtual clock at the start of its history, until that has been lived. Made once; later only
 * its address follows `url`.
 */
export async function ensureDemoWorkspace(url: string, scale: DemoScale): Promise<ServiceContext> {
  const found = await systemDb().workspace.findUnique({ where: { slug: DEMO_SLUG } });
  if (found) {
    const ctx = await createContext(found.id, INSTALLER);
    await followAddress(ctx, found.brand, url);
    return ctx;
  }
  const world = demoWorld(scale, new Date());
  const ctx = await install({
    slug: DEMO_SLUG,
    name: 'Harbour & Pine',
    currency: 'USD',
    timezone: 'America/New_York',
    isDemo: true,
    virtualNow: world.startsAt,
    brand: demoBrand(url),
    holdoutSalt: world.seed,
    simulation: world,
    firstPolicy: scale === 'small' ? SMALL_DEMO_POLICY : DEMO_POLICY,
  });
  await decideRollout(ctx, { verdict: 'begin', to: 100, reason: DEMO_ROLLOUT, seq: 0 });
  return ctx;
}

/** The demo workspace as it stands. Throws not_found before it was made. */
export async function findDemoWorkspace(): Promise<ServiceContext> {
  const found = await systemDb().workspace.findUnique({ where: { slug: DEMO_SLUG } });
  if (!found) throw new ServiceError('not_found', 'There is no demo workspace yet.');
  return createContext(found.id, INSTALLER);
}

/** Where a demo workspace's shop is, as its brand tells, and what it charges in. */
export async function placeOf(ctx: ServiceContext): Promise<ShopPlace> {
  const row = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const { origin, pathname } = new URL(Brand.parse(row.brand).websiteUrl);
  return { origin, path: pathname, currency: ctx.workspace.currency };
}

/**
 * The workspace of a simulation, on a virtual clock at its beginning when it is made; the one that is there where the same
 * was asked for before.
 */
export async function ensureSimulationWorkspace(url: string, spec: TwinSpec): Promise<ServiceContext> {
  const slug = simulationSlug(spec);
  const found = await systemDb().workspace.findUnique({ where: { slug } });
  if (found) return createContext(found.id, INSTALLER);
  const world = twinWorld(spec);
  const ctx = await install({
    slug,
    name: `Simulation ${spec.seed}`,
    currency: 'USD',
    // The days of its calendar are those of its quarter.
    timezone: 'UTC',
    isDemo: true,
    virtualNow: world.startsAt,
    brand: demoBrand(url, slug),
    holdoutSalt: world.seed,
    simulation: world,
    firstPolicy: SIMULATION_POLICY,
  });
  await decideRollout(ctx, { verdict: 'begin', to: 100, reason: SIMULATION_ROLLOUT, seq: 0 });
  return ctx;
}

/** The workspace that waits, empty and on a virtual clock, for a real shop's log. */
export async function ensureReplayWorkspace(): Promise<ServiceContext> {
  const found = await systemDb().workspace.findUnique({ where: { slug: REPLAY_SLUG } });
  if (found) return createContext(found.id, INSTALLER);
  return install({
    slug: REPLAY_SLUG,
    name: 'Online Retail log',
    currency: 'GBP',
    timezone: 'Europe/London',
    isDemo: false,
    // The log of the UCI "Online Retail" set begins on this day.
    virtualNow: new Date('2010-12-01T00:00:00Z'),
    brand: replayBrand(),
    holdoutSalt: v7(),
    simulation: null,
  });
}

type Installed = Omit<NewWorkspace, 'simulation'> & { virtualNow: Date; simulation: DemoWorld | null };

async function install({ simulation, ...workspace }: Installed): Promise<ServiceContext> {
  const made = { ...workspace, ...(simulation && { simulation: toJson(simulation) }) };
  const id = await systemDb().$transaction((tx) => insertWorkspace(tx, INSTALLER, made));
  return createContext(id, INSTALLER);
}

/** Links in messages start with the brand's address: it moves when the product is started on another port. */
async function followAddress(ctx: ServiceContext, known: unknown, url: string): Promise<void> {
  const brand = Brand.parse(known);
  const { websiteUrl } = demoBrand(url);
  if (brand.websiteUrl === websiteUrl) return;
  const { workspaceId: id } = ctx;
  await inTransaction(ctx, async (tx) => {
    await tx.workspace.update({ where: { id }, data: { brand: { ...brand, websiteUrl } } });
    const payload = { websiteUrl: { before: brand.websiteUrl, after: websiteUrl } };
    await appendAudit(tx, ctx, { action: 'workspace.brand_changed', subject: `workspace:${id}`, payload });
  });
}

function toJson(world: DemoWorld) {
  return { ...world, startsAt: world.startsAt.toISOString(), endsAt: world.endsAt.toISOString() };
}
