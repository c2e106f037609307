import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { CopyBrief } from '@/domain/copy/brief';
import { asModelWrites, type CopyWords } from '@/domain/copy/copy-words';
import type { CopyOutcome } from '@/domain/copy/outcome';
import { type CopyProblem, checkCopy } from '@/domain/copy/post-checks';
import { COPY_PROMPT_VERSION, copyPrompt } from '@/domain/copy/prompt';
import { writeFromTemplates } from '@/domain/copy/template-writer';
import type { CopyModel, ModelUsage } from '@/server/ai';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { sha256OfJson } from '../../sha256';
import { activePolicy } from '../policies';
import { capBeforeCall } from './spending';
import { tellOfCap } from './tell-of-cap';

/** Words for one brief, whoever wrote them in the end. */
export type WrittenCopy = {
  readonly draftId: string;
  readonly words: CopyWords;
  readonly writtenBy: 'model' | 'template';
  readonly outcome: CopyOutcome;
};

type Attempt = { outcome: CopyOutcome; words: CopyWords; problems: CopyProblem[]; usage: ModelUsage | null };

/**
 * Has words written for a brief: by the model, where there is one and what it writes passes every check, else by the
 * template writer. The limit of the policy for a day is looked at before each call, so that calls under way at the same
 * moment can go over it, and no others; once it is reached the template writer writes, and those who may change it are
 * told, once a day. Each attempt is kept with its cause, cost and audit entry. Null, and nothing kept, where the
 * brief's style has nothing true to say. The model is called outside of any transaction. Throws forbidden.
 */
export async function writeCopy(
  ctx: ServiceContext,
  brief: CopyBrief,
  model: CopyModel | null,
): Promise<WrittenCopy | null> {
  authorise(ctx, 'creative.run');
  const approved = writeFromTemplates(brief);
  if (!approved) return null;
  const { document } = await activePolicy(ctx);
  const cap = model && (await capBeforeCall(ctx, document));
  const attempt = await attemptCopy(brief, approved, cap ? 'capped' : model);
  const draftId = v7();
  const writtenBy = attempt.outcome === 'written' ? 'model' : 'template';
  const asked =
    model && !cap ? { provider: model.provider, model: model.model, promptVersion: COPY_PROMPT_VERSION } : null;
  const inputHash = hashOf(brief);
  await inTransaction(ctx, async (tx) => {
    await tx.copyDraft.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: draftId,
        agentId: brief.agentId,
        action: brief.action,
        channel: brief.channel,
        templateId: brief.templateId,
        style: brief.style,
        outcome: attempt.outcome,
        writtenBy,
        words: attempt.words,
        problems: attempt.problems,
        ...asked,
        inputHash,
        ...attempt.usage,
        createdAt: ctx.now,
      },
    });
    await tellOfCap(tx, ctx, document, cap);
    await appendAudit(tx, ctx, {
      action: 'copy.written',
      subject: `copy:${draftId}`,
      payload: {
        agentId: brief.agentId,
        action: brief.action,
        style: brief.style,
        outcome: attempt.outcome,
        writtenBy,
        ...asked,
        inputHash,
        rules: [...new Set(attempt.problems.map(({ rule }) => rule))],
      },
    });
  });
  return { draftId, words: attempt.words, writtenBy, outcome: attempt.outcome };
}

async function attemptCopy(
  brief: CopyBrief,
  approved: CopyWords,
  model: CopyModel | 'capped' | null,
): Promise<Attempt> {
  if (model === null || model === 'capped') {
    return { outcome: model ?? 'no_model', words: approved, problems: [], usage: null };
  }
  const canary = randomUUID().replaceAll('-', '');
  const answer = await model.write(copyPrompt(brief, canary));
  if (!answer.ok) return { outcome: answer.outcome, words: approved, problems: [], usage: answer.usage };
  const problems = checkCopy(answer.words, brief, canary);
  if (problems.length > 0) return { outcome: 'failed_checks', words: approved, problems, usage: answer.usage };
  return { outcome: 'written', words: asModelWrites(answer.words), problems, usage: answer.usage };
}

function hashOf(brief: CopyBrief): string {
  return sha256OfJson({ promptVersion: COPY_PROMPT_VERSION, brief });
}
