import { z } from 'zod';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { COPY_OUTCOME_WORDS, type CopyOutcome } from '@/domain/copy/outcome';
import { CHALLENGER_STYLES } from '@/domain/copy/styles';
import { Brand } from '@/domain/workspaces/brand';
import { type CopyModel, configuredCopyModel } from '@/server/ai';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { writeCopy } from '../copy';
import { activePolicy } from '../policies';
import { briefFor } from './brief-for';
import type { DraftedWords } from './types';

export const DraftWordsInput = z.object({ templateId: z.string().min(1).max(48), style: z.enum(CHALLENGER_STYLES) });

/**
 * Words for one variant of a test that a person makes, by the language model or else the template writer, as the agent
 * has them written. Null where the style has nothing true to say of this message. Throws forbidden, not_found.
 */
export async function draftWords(
  ctx: ServiceContext,
  input: z.input<typeof DraftWordsInput>,
  given?: CopyModel | null,
): Promise<DraftedWords | null> {
  authorise(ctx, 'creative.run');
  const { templateId, style } = DraftWordsInput.parse(input);
  const target = targetOf(templateId);
  if (!target) throw new ServiceError('not_found', 'The words of this message are not tested.');
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const brief = await briefFor(ctx, target, await activePolicy(ctx), Brand.parse(brand));
  const model = given === undefined ? await configuredCopyModel() : given;
  const copy = await writeCopy(ctx, { ...brief, style }, model);
  return copy && { draftId: copy.draftId, words: copy.words, writer: writerOf(copy.outcome) };
}

function writerOf(outcome: CopyOutcome): string {
  const why = COPY_OUTCOME_WORDS[outcome];
  return outcome === 'written' ? why : `Written by the template writer. ${why}`;
}
