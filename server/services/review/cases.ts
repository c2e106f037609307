import { v7 } from 'uuid';
import { z } from 'zod';
import { agentName } from '@/domain/agents/agent-cards';
import { Candidate } from '@/domain/decisions/candidate';
import { GuardrailId } from '@/domain/guardrails/verdict';
import type { CopyCase } from '@/domain/review/cases';
import { RejectReason } from '@/domain/review/review-item';
import { MessageContent } from '@/domain/templates/content';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import { readVerdicts } from '../decisions';
import type { Rejection } from './reject';

/** Cases that wording is held against, and that a summary shows, at most. */
const LATEST = 200;

/** A rejection to learn from. `content` has its slots unfilled. */
export type ReviewCase = CopyCase & {
  id: string;
  decisionId: string;
  guardrail: GuardrailId | null;
  rule: string | null;
};

/** Keeps a rejection as a case, in the transaction that rejects. */
export async function keepCase(tx: Db, ctx: ServiceContext, verdictId: string, rejection: Rejection): Promise<void> {
  const { decision, answer } = rejection;
  const content = Candidate.nullable().parse(decision.chosen)?.content ?? null;
  const asked = gravest(decision);
  await tx.reviewCase.create({
    data: {
      id: v7(),
      workspaceId: ctx.workspaceId,
      decisionId: decision.id,
      verdictId,
      agentId: decision.agentId,
      action: decision.action ?? '',
      templateId: content?.templateId ?? null,
      guardrail: asked?.guardrail ?? null,
      rule: asked?.rule ?? null,
      reason: answer.reason,
      note: answer.note ?? null,
      ...(content && { content }),
      createdAt: ctx.now,
    },
  });
}

/** The finding that had asked for a person, blocks first. */
function gravest(decision: Decision): { guardrail: GuardrailId; rule: string } | null {
  const findings = readVerdicts(decision.verdicts).flatMap(({ guardrail, findings: found }) =>
    found.map(({ rule, verdict }) => ({ guardrail, rule, verdict })),
  );
  return (
    findings.find(({ verdict }) => verdict === 'block') ?? findings.find(({ verdict }) => verdict === 'review') ?? null
  );
}

/** The cases of one action, the latest first: what its next wording is checked against. Throws forbidden. */
export async function casesFor(ctx: ServiceContext, key: { agentId: string; action: string }): Promise<ReviewCase[]> {
  authorise(ctx, 'review.read');
  const rows = await ctx.db.reviewCase.findMany({
    where: { workspaceId: ctx.workspaceId, agentId: key.agentId, action: key.action },
    orderBy: { createdAt: 'desc' },
    take: LATEST,
  });
  return rows.map((row) => ({
    id: row.id,
    decisionId: row.decisionId,
    templateId: row.templateId,
    guardrail: GuardrailId.nullable().parse(row.guardrail),
    rule: row.rule,
    reason: RejectReason.parse(row.reason),
    note: row.note,
    content: MessageContent.nullable().parse(row.content),
    at: row.createdAt,
  }));
}

export type RejectionTally = { key: string; name: string; count: number };

/** What reviewers rejected: how often by what, and the latest with their notes. */
export type RejectionSummary = {
  total: number;
  byReason: RejectionTally[];
  byAgent: RejectionTally[];
  byTemplate: RejectionTally[];
  byGuardrail: RejectionTally[];
  latest: { decisionId: string; agentName: string; reason: RejectReason; note: string | null; at: Date }[];
};

const Tally = z.object({
  kind: z.enum(['reason', 'agent', 'template', 'guardrail']),
  key: z.string(),
  count: z.number(),
});

/** Counts rejections by reason, agent, template and guardrail, most frequent first. Throws forbidden. */
export async function summariseRejections(ctx: ServiceContext): Promise<RejectionSummary> {
  authorise(ctx, 'review.read');
  const rows = await ctx.db.$queryRaw<unknown[]>`
    SELECT kind, key, count(*)::int AS count
    FROM review_case, LATERAL (VALUES ('reason', reason), ('agent', agent_id), ('template', template_id),
      ('guardrail', guardrail)) AS by_what(kind, key)
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND key IS NOT NULL
    GROUP BY kind, key ORDER BY count DESC, key`;
  const tallies = z.array(Tally).parse(rows);
  const of = (kind: z.infer<typeof Tally>['kind'], nameOf: (key: string) => string = (key) => key) =>
    tallies.filter((row) => row.kind === kind).map(({ key, count }) => ({ key, name: nameOf(key), count }));
  const latest = await ctx.db.reviewCase.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { createdAt: 'desc' },
    take: 10,
    select: { decisionId: true, agentId: true, reason: true, note: true, createdAt: true },
  });
  return {
    total: of('reason').reduce((sum, { count }) => sum + count, 0),
    byReason: of('reason'),
    byAgent: of('agent', agentName),
    byTemplate: of('template'),
    byGuardrail: of('guardrail'),
    latest: latest.map(({ agentId, reason, createdAt, ...row }) => ({
      ...row,
      agentName: agentName(agentId),
      reason: RejectReason.parse(reason),
      at: createdAt,
    })),
  };
}
