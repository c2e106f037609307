import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/server/trpc/root';

type Outputs = inferRouterOutputs<AppRouter>;

/** One line of the decisions log. */
export type DecisionRow = Outputs['decisions']['list']['items'][number];
/** Everything one decision page shows. */
export type DecisionReceipt = Outputs['decisions']['get'];
/** One waiting decision in the queue. */
export type ReviewRow = Outputs['review']['list']['items'][number];
/** Everything the review of one decision shows. */
export type ReviewSubject = Outputs['review']['get'];
