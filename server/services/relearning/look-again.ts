import { COPY_PROMPT_VERSION } from '@/domain/copy/prompt';
import { quarterOf } from '@/domain/decisions/holdout';
import { GUARDRAIL_NAMES, GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { planOf } from '@/domain/measurement/plan';
import { standing } from '@/domain/measurement/standing';
import { warnAgainst } from '@/domain/review/cases';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { RejectReason } from '@/domain/review/review-item';
import { MessageContent } from '@/domain/templates/content';
import { formatRate, plural } from '@/lib/format';
import type { ServiceContext } from '../../context';
import { blockedReasons } from '../decisions';
import { kpis, type Span } from '../measurement';
import { activePolicy } from '../policies';

/** What a turn found, a line each, and what it changed. */
export type Found = { found: string[]; changed: string };

type Asked = { guardrail: string; approved: number; judged: number };

/** What each guardrail stopped, what people let through although it had asked for them, and what it missed. */
export async function scoreGuardrails(ctx: ServiceContext, span: Span): Promise<Found> {
  const { workspaceId, db } = ctx;
  const [blocked, asked, missed] = await Promise.all([
    blockedReasons(ctx, span),
    db.$queryRaw<Asked[]>`
      SELECT finding->>'guardrail' AS guardrail, count(*)::int AS judged,
        (count(*) FILTER (WHERE v.verdict = 'approve'))::int AS approved
      FROM review_verdict v JOIN decision d ON d.workspace_id = v.workspace_id AND d.id = v.decision_id,
        jsonb_array_elements(d.verdicts) AS finding
      WHERE v.workspace_id = ${workspaceId}::uuid AND v.given_at >= ${span.from} AND v.given_at < ${span.to}
        AND v.undone_at IS NULL AND finding->>'verdict' = 'review'
      GROUP BY 1`,
    db.breachReport.groupBy({
      by: ['guardrail'],
      where: { workspaceId, reportedAt: { gte: span.from, lt: span.to } },
      _count: true,
    }),
  ]);
  const found = GUARDRAILS.flatMap((id) => {
    const stops = blocked.guardrails.find(({ guardrail }) => guardrail === id)?.count ?? 0;
    const { judged = 0, approved = 0 } = asked.find(({ guardrail }) => guardrail === id) ?? {};
    const breaches = missed.find(({ guardrail }) => guardrail === id)?._count ?? 0;
    if (stops + judged + breaches === 0) return [];
    const words = [
      `stopped ${plural(stops, 'decision')}`,
      ...(judged > 0
        ? [`asked for a person ${plural(judged, 'time')}, of them ${approved} approved as they were`]
        : []),
      ...(breaches > 0 ? [`missed ${plural(breaches, 'message')} that should not have left`] : []),
    ];
    return [`${GUARDRAIL_NAMES[id]}: ${words.join('; ')}.`];
  });
  return {
    found: found.length > 0 ? found : ['No guardrail stopped anything, asked for anybody, or missed anything.'],
    changed: 'Recorded. Guardrails follow the policy alone, which a person changes.',
  };
}

/** Rejections that words are held against, at most. */
const MOST_CASES = 500;

/** Whether the words that left lately say what people have rejected, template by template. */
export async function checkPrompts(ctx: ServiceContext, span: Span): Promise<Found> {
  const { workspaceId, db } = ctx;
  const [rows, sent] = await Promise.all([
    db.reviewCase.findMany({ where: { workspaceId }, orderBy: { createdAt: 'desc' }, take: MOST_CASES }),
    db.$queryRaw<{ content: unknown }[]>`
      SELECT DISTINCT ON (chosen->'content'->>'templateId') chosen->'content' AS content FROM decision
      WHERE workspace_id = ${workspaceId}::uuid AND decided_at >= ${span.from} AND decided_at < ${span.to}
        AND outcome IN ('executed', 'scheduled', 'approved', 'edited') AND chosen ? 'content'
      ORDER BY chosen->'content'->>'templateId', decided_at DESC`,
  ]);
  const cases = rows.map(({ templateId, reason, note, content, createdAt }) => ({
    ...{ templateId, note, at: createdAt },
    reason: RejectReason.parse(reason),
    content: MessageContent.nullable().parse(content),
  }));
  const words = sent.flatMap(({ content }) => {
    const parsed = MessageContent.safeParse(content);
    return parsed.success ? [parsed.data] : [];
  });
  const warnings = words.flatMap((content) => warnAgainst(content, cases));
  return {
    found: [
      `Prompt version ${COPY_PROMPT_VERSION}: ${plural(words.length, 'template')} held against ${plural(cases.length, 'rejection')}.`,
      ...warnings.map(({ sentence, reason }) => `“${sentence}” was rejected before: ${REJECT_REASONS[reason]}.`),
    ],
    changed:
      warnings.length > 0
        ? 'Recorded. Who writes the next words is shown these warnings; the sentences wait for a person to change them.'
        : 'Nothing: no sentence that left says what was rejected.',
  };
}

/** What stands at the beginning of a quarter: the new holdout, how often the policy changed, which targets are missed. */
export async function reviewStrategy(ctx: ServiceContext, span: Span): Promise<Found> {
  const days = Math.min(90, Math.max(1, Math.ceil((span.to.getTime() - span.from.getTime()) / 86_400_000)));
  const [{ document: policy }, versions, figures] = await Promise.all([
    activePolicy(ctx),
    ctx.db.policyVersion.count({
      where: { workspaceId: ctx.workspaceId, activatedAt: { gte: span.from, lt: span.to } },
    }),
    kpis(ctx, { days }),
  ]);
  const { share } = policy.holdout;
  const { currency } = ctx.workspace;
  const behind = figures.kpis.filter((figure) => {
    const stand = standing({ ...planOf(figure, currency), direction: figure.direction }, figure.evidence);
    return stand.status === 'off_track' || stand.status === 'short';
  });
  return {
    found: [
      share > 0
        ? `Holdout of ${quarterOf(span.to)}: ${formatRate(share, 0)} of the customers, drawn anew.`
        : `Holdout of ${quarterOf(span.to)}: the policy holds nobody out, so that no effect can be measured.`,
      `The policy was changed ${versions === 1 ? 'once' : `${versions} times`} since the turn before.`,
      behind.length > 0
        ? `Surely behind their targets: ${behind.map(({ name }) => name).join(', ')}.`
        : 'No figure is surely behind its target.',
    ],
    changed: `${share > 0 ? 'The holdout is another one from this quarter on. ' : ''}Policy and targets wait for a person to look at them.`,
  };
}
