import { z } from 'zod';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { KnownDate } from '@/domain/shared/known-instant';

const actionOf = (agentId: string, action: string) =>
  AGENT_CARDS.find(({ id }) => id === agentId)?.actions.find(({ id }) => id === action);

const PERCENT = 'A whole percentage from 1 to 100.';
const BUDGET = 'Give it a budget above zero.';

/** A ladder of discounts for one action of an agent: how much at most, what it may cost in all, from when to when. */
export const OfferPolicyInput = z
  .object({
    name: z.string().trim().min(1, 'Give it a name.').max(120),
    agentId: z.string().min(1).max(32),
    action: z.string().min(1).max(48),
    maxPercentOff: z.number(PERCENT).int(PERCENT).min(1, PERCENT).max(100, PERCENT),
    budgetCents: z
      .number(BUDGET)
      .int(BUDGET)
      .positive(BUDGET)
      .max(1_000_000_000, 'That is more than any budget may be.'),
    startsAt: KnownDate,
    endsAt: KnownDate,
  })
  .refine((input) => input.endsAt > input.startsAt, { message: 'It must end after it starts.', path: ['endsAt'] })
  .superRefine(({ agentId, action }, { addIssue }) => {
    const known = actionOf(agentId, action);
    if (known?.givesCodes) return;
    const message = known
      ? `“${known.name}” never gives a code: no budget of codes can be for it. Choose another.`
      : 'There is no such agent or action.';
    addIssue({ code: 'custom', message, path: ['action'] });
  });
export type OfferPolicyInput = z.infer<typeof OfferPolicyInput>;
