import { type CopyCap, type CopySpending, copyCap, SPENDING_WINDOW_MS, spendingWords } from '@/domain/copy/spending';
import type { Policy } from '@/domain/policies/policy';
import { after } from '@/domain/shared/time';
import { configuredModelName, MAX_OUTPUT_TOKENS } from '@/server/ai';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { activePolicy } from '../policies';

/**
 * What calls of a language model took in the workspace's last 24 hours. A call of which no tokens were told (it timed
 * out, say) counts as the longest answer it could have been given; one that nobody took costs nothing.
 */
export async function copySpending(db: Db, ctx: ServiceContext): Promise<CopySpending> {
  const [row] = await db.$queryRaw<CopySpending[]>`
    SELECT coalesce(sum(cost_micros), 0)::float8 AS "costMicros",
      coalesce(sum(coalesce(input_tokens + output_tokens, ${MAX_OUTPUT_TOKENS})) FILTER (WHERE cost_micros IS NULL), 0)::float8
        AS "unpricedTokens"
    FROM copy_draft
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND provider IS NOT NULL
      AND (input_tokens IS NOT NULL OR outcome NOT IN ('unavailable', 'rate_limited'))
      AND created_at > ${after(ctx.now, -SPENDING_WINDOW_MS)}`;
  return row ?? { costMicros: 0, unpricedTokens: 0 };
}

/** Which limit of the policy stands before the next call. */
export async function capBeforeCall(ctx: ServiceContext, policy: Policy): Promise<CopyCap> {
  return copyCap(await copySpending(ctx.db, ctx), policy);
}

/** Who writes copy now, and what a language model took of what it may. */
export type CopyStanding = {
  /** The model that is set up; null where none is. */
  model: string | null;
  /** A price is set for it, so that its cost is known. */
  isPriced: boolean;
  /** "$1.20 of $5.00 in the last 24 hours". */
  spent: string;
  /** The limit that is reached: the template writer writes. */
  cap: CopyCap;
};

/** Who writes copy now, and why. Throws forbidden. */
export async function copyStanding(ctx: ServiceContext): Promise<CopyStanding> {
  authorise(ctx, 'creative.read');
  const { document } = await activePolicy(ctx);
  const spending = await copySpending(ctx.db, ctx);
  const configured = configuredModelName();
  return {
    model: configured?.model ?? null,
    isPriced: configured?.isPriced ?? false,
    spent: spendingWords(spending, document),
    cap: copyCap(spending, document),
  };
}
