import { z } from 'zod';
import { CREATIVE_TARGETS } from '@/domain/agents/creative-testing/targets';
import { asRead } from '@/domain/copy/specimen';
import type { CopyStyle } from '@/domain/copy/styles';
import type { AssignedWords } from '@/domain/experiments/assignment';
import { percentWords } from '@/domain/shared/figure-words';
import { Brand } from '@/domain/workspaces/brand';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';
import { assignedWords, loadCreativeArms } from './arms-in-force';
import { libraryWords } from './library-words';

export const WordsNowInput = z.object({ customerId: z.uuid() });

/** The words one customer would get in one kind of message, and why these. */
export type WordsNow = {
  readonly templateId: string;
  readonly message: string;
  /** Null where nothing is tested and nothing has won: the library's words. */
  readonly style: CopyStyle | null;
  readonly isTest: boolean;
  /** As the specimen customer reads it. */
  readonly subject: string;
  readonly why: string;
};

/**
 * What the agent would have one customer read now, kind of message by kind of message. Stores nothing: nobody is drawn
 * into a test before a message of it is sent. Throws forbidden, and not_found for a customer of another workspace.
 */
export async function wordsNow(ctx: ServiceContext, input: z.input<typeof WordsNowInput>): Promise<WordsNow[]> {
  authorise(ctx, 'decisions.run');
  const { customerId } = WordsNowInput.parse(input);
  const { workspaceId } = ctx;
  const customer = await ctx.db.customer.findFirst({
    where: { workspaceId, id: customerId, erasedAt: null, mergedIntoId: null },
    select: { id: true },
  });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const arms = await loadCreativeArms(ctx.db, ctx, [customerId]);
  const assigned = assignedWords(arms, customerId);
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { brand: true } });
  const policy = await activePolicy(ctx);
  const keeps = (experimentId: string) =>
    arms.some((test) => test.experimentId === experimentId && test.kept.has(customerId));
  return CREATIVE_TARGETS.map((target) => {
    const mine = assigned.find(({ templateId }) => templateId === target.templateId);
    const words = mine?.words
      ? asRead(mine.words, target)
      : libraryWords(target.templateId, Brand.parse(brand), policy);
    return {
      templateId: target.templateId,
      message: target.name,
      style: mine?.style ?? null,
      isTest: mine?.isTest ?? false,
      subject: words.subject,
      why: whyThese(mine, mine !== undefined && keeps(mine.experimentId)),
    };
  });
}

function whyThese(mine: AssignedWords | undefined, isKept: boolean): string {
  if (!mine) return 'Nothing is tested here and nothing has won yet: the words of the library.';
  if (!mine.isTest) return 'These words won the last test: everybody gets them.';
  if (isKept) return 'Has had a message of this test, and stays with these words until it ends.';
  const chance = mine.draw ? `, which had a chance of ${percentWords(mine.draw.propensity * 100)}` : '';
  const facts = mine.slots.some((slot) => slot !== 'customer.first_name')
    ? ' Where a fact is missing that any variant names, the library’s words go out.'
    : '';
  return `The draw of this test falls on these words${chance}; it comes out the same whenever it is made.${facts}`;
}
