import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';

const Stages = z.object({ new: z.number(), active: z.number(), at_risk: z.number(), churned: z.number() });
const Risks = z.object({ low: z.number(), medium: z.number(), high: z.number() });
const NOBODY = { new: 0, active: 0, at_risk: 0, churned: 0, low: 0, medium: 0, high: 0 };

/** What one day's look at every customer found; `finishedAt` is null while it goes on. */
export type LifecycleDayReport = {
  /** YYYY-MM-DD, UTC. */
  day: string;
  customers: number;
  stages: z.infer<typeof Stages>;
  risks: z.infer<typeof Risks>;
  stageChanges: number;
  resting: number;
  nothing: number;
  decisions: number;
  finishedAt: Date | null;
};

/** The last `days` days of looking at every customer, newest first. Throws forbidden. */
export async function listLifecycleDays(
  ctx: ServiceContext,
  { days }: { days: number },
): Promise<LifecycleDayReport[]> {
  authorise(ctx, 'decisions.read');
  const rows = await ctx.db.lifecycleDay.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { day: 'desc' },
    take: days,
  });
  return rows.map(({ day, stages, risks, customers, stageChanges, resting, nothing, decisions, finishedAt }) => ({
    day: day.toISOString().slice(0, 10),
    customers,
    stages: Stages.parse({ ...NOBODY, ...z.object({}).loose().parse(stages) }),
    risks: Risks.parse({ ...NOBODY, ...z.object({}).loose().parse(risks) }),
    stageChanges,
    resting,
    nothing,
    decisions,
    finishedAt,
  }));
}
