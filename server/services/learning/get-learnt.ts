import { actionName } from '@/domain/agents/agent-cards';
import { isCalibrated } from '@/domain/models/learnt/judge-version';
import { versionName } from '@/domain/models/learnt/learnt-models';
import { type LearntCell, OrderEvidence } from '@/domain/models/learnt/order-evidence';
import { ORDER_MODEL, ORDER_PRIORS } from '@/domain/models/order-priors';
import { authorise, type ServiceContext } from '../../context';
import type { LearntVersion } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { standingOf } from './in-force';
import { measuredSoFar } from './measured-so-far';

/** One version among those there are. */
export type LearntVersionItem = {
  version: number;
  builtAt: Date;
  rows: number;
  error: number | null;
  tested: number;
  verdict: 'in_force' | 'kept';
  reason: string;
  /** Its probabilities came true out of time: decisions may go by it. */
  isCalibrated: boolean;
};

/** A situation as a page shows it. `isUsed`: decisions take their probability from it now. */
export type LearntRow = LearntCell & { name: string; campaign: string | null; isUsed: boolean };

/** What one agent has learnt, and how well what is learnt foretells. */
export type LearntAgent = {
  /** What decisions carry: "outcomes-3", or the assumptions' name. */
  modelName: string;
  /** The version in force; null where assumptions are. */
  inForce: number | null;
  /** How it came into force; null where nothing ever did. */
  since: { at: Date; reason: string; isChosen: boolean } | null;
  /** The version whose figures are shown: the one in force, else the newest; null where there is none. */
  shown: (LearntVersionItem & { to: Date; calibration: OrderEvidence['calibration'] }) | null;
  rows: LearntRow[];
  /** Versions, the newest first. */
  versions: LearntVersionItem[];
  /** What is asked for before anything is used. */
  asks: { sent: number; leftAlone: number; tested: number; error: number };
  /** Decisions of the agent that were sent or left alone so far, whether or not their outcome is known yet. */
  soFar: { sent: number; leftAlone: number };
};

/** Versions that can be gone back to on the page. */
const SHOWN_VERSIONS = 30;

/** What an agent's outcomes have taught, from counts alone. Right: decisions.read. */
export async function getLearnt(ctx: ServiceContext, { agentId }: { agentId: string }): Promise<LearntAgent> {
  authorise(ctx, 'decisions.read');
  const key = { workspaceId: ctx.workspaceId, modelId: ORDER_MODEL };
  const [standing, versions, last, { document: policy }, soFar] = await Promise.all([
    standingOf(ctx.db, ctx),
    ctx.db.learntVersion.findMany({
      where: key,
      orderBy: { version: 'desc' },
      take: SHOWN_VERSIONS,
    }),
    ctx.db.learntChange.findFirst({ where: key, orderBy: { seq: 'desc' } }),
    activePolicy(ctx),
    measuredSoFar(ctx, agentId),
  ]);
  const number = standing.version ?? versions[0]?.version ?? null;
  const row =
    number === null
      ? null
      : await ctx.db.learntVersion.findUnique({ where: { workspaceId_modelId_version: { ...key, version: number } } });
  const evidence = row && OrderEvidence.parse(row.document);
  const { leastSent, leastLeftAlone, leastTested, mostCalibrationError } = policy.learning;
  return {
    modelName: standing.version === null ? (ORDER_PRIORS.versions[ORDER_MODEL] ?? '') : versionName(standing.version),
    inForce: standing.version,
    since: last && { at: last.changedAt, reason: last.reason, isChosen: standing.isChosen },
    shown: row && evidence ? { ...toItem(row), to: new Date(evidence.to), calibration: evidence.calibration } : null,
    rows: evidence ? await namedRows(ctx, agentId, evidence.cells, standing.version !== null) : [],
    versions: versions.map(toItem),
    asks: { sent: leastSent, leftAlone: leastLeftAlone, tested: leastTested, error: mostCalibrationError },
    soFar,
  };
}

function toItem(row: LearntVersion): LearntVersionItem {
  const { version, builtAt, rows, error, tested, reason } = row;
  const verdict = row.verdict === 'in_force' ? 'in_force' : 'kept';
  const proven = isCalibrated(OrderEvidence.parse(row.document));
  return { version, builtAt, rows, error, tested, verdict, reason, isCalibrated: proven };
}

async function namedRows(
  ctx: ServiceContext,
  agentId: string,
  cells: readonly LearntCell[],
  isInForce: boolean,
): Promise<LearntRow[]> {
  const own = cells.filter((cell) => cell.agentId === agentId);
  const campaigns = await ctx.db.campaign.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: own.flatMap(({ campaignId }) => campaignId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return own
    .map((cell) => ({
      ...cell,
      name: actionName(agentId, cell.action),
      campaign: cell.campaignId && (names.get(cell.campaignId) ?? 'A deleted campaign'),
      isUsed: isInForce && cell.isOwn,
    }))
    .toSorted((a, b) => b.sent - a.sent || (a.name < b.name ? -1 : 1));
}
