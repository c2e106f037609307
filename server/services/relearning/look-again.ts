import { COPY_PROMPT_VERSION } from '@/domain/copy/prompt';
import { quarterOf } from '@/domain/decisions/holdout';
import { GUARDRAIL_NAMES, GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { planOf } from '@/domain/measurement/plan';
import { standing } from '@/domain/measurement/standing';
import { ABOUT_WORDS, warnAgainst } from '@/domain/review/cases';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { RejectReason } from '@/domain/review/review-item';
import { daysBetween } from '@/domain/shared/time';
import { MessageContent } from '@/domain/templates/content';
import { formatRate, plural } from '@/lib/format';
import type { ServiceContext } from '../../context';
import { blockedReasons } from '../decisions';
import { learnFromOutcomes } from '../learning';
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

/** Rejections that words are held against, and wordings that are, at most: the latest ones. */
const MOST_CASES = 500;
const MOST_WORDINGS = 2_000;
/** Lines a turn says of single sentences, at most. */
const MOST_LINES = 20;

/** Whether words that left say what people have rejected: each wording once, however many customers read it. */
export async function checkPrompts(ctx: ServiceContext, span: Span): Promise<Found> {
  const { workspaceId, db } = ctx;
  const [rows, sent] = await Promise.all([
    db.reviewCase.findMany({
      where: { workspaceId, reason: { in: [...ABOUT_WORDS] } },
      orderBy: { createdAt: 'desc' },
      take: MOST_CASES,
    }),
    // By when they left: what was decided before the last turn may have left since.
    db.$queryRaw<{ content: unknown }[]>`
      SELECT content FROM (
        SELECT DISTINCT ON (words) content, left_at FROM (
          SELECT d.chosen->'content' AS content, m.accepted_at AS left_at FROM message m
          JOIN decision d ON d.workspace_id = m.workspace_id AND d.id = m.decision_id
          WHERE m.workspace_id = ${workspaceId}::uuid AND m.accepted_at >= ${span.from} AND m.accepted_at < ${span.to}
            AND d.chosen ? 'content') AS sent,
          jsonb_build_array(content->'templateId', content->'subject', content->'preheader', content->'headline',
            content->'paragraphs') AS words
        ORDER BY words, left_at DESC) AS wording
      ORDER BY left_at DESC LIMIT ${MOST_WORDINGS}`,
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
  const lines = [
    ...new Set(warnings.map(({ sentence, reason }) => `“${sentence}” was rejected before: ${REJECT_REASONS[reason]}.`)),
  ];
  const isCut = sent.length === MOST_WORDINGS || rows.length === MOST_CASES;
  const latest = (count: number, most: number, noun: string) =>
    `${count === most ? 'the latest ' : ''}${plural(count, noun)}`;
  return {
    found: [
      `Prompt version ${COPY_PROMPT_VERSION}: ${latest(words.length, MOST_WORDINGS, 'wording')} that left, held against ${latest(cases.length, MOST_CASES, 'rejection')}.`,
      ...lines.slice(0, MOST_LINES),
      ...(lines.length > MOST_LINES ? [`And ${plural(lines.length - MOST_LINES, 'more sentence')}.`] : []),
    ],
    changed:
      warnings.length > 0
        ? 'Recorded. Who writes the next words is shown these warnings; the sentences wait for a person to change them.'
        : `Nothing: no sentence that left${isCut ? ', as far as was looked,' : ''} says what was rejected.`,
  };
}

/** What outcomes teach; null where that made a version, which is its own record. */
export async function relearnModels(ctx: ServiceContext): Promise<Found | null> {
  const { version, isNew } = await learnFromOutcomes(ctx);
  if (isNew) return null;
  return {
    found: [
      version === null
        ? 'No decision has a known outcome yet.'
        : `Outcomes say nothing that version ${version} does not hold already.`,
    ],
    changed: `Nothing: ${version === null ? 'there is nothing to learn from.' : 'no new version was built.'}`,
  };
}

/** What stands at the beginning of a quarter: the new holdout, how often the policy changed, which targets are missed. */
export async function reviewStrategy(ctx: ServiceContext, span: Span): Promise<Found> {
  const days = Math.min(90, Math.max(1, Math.ceil(daysBetween(span.from, span.to))));
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
