import { Prisma } from '../../generated/prisma/client';

/** Whether the stop `k` covers the message `m` of the decision `d`: what domain/decisions/stops.ts says, where the rows are. */
export const COVERS = Prisma.sql`(k.scope = 'workspace' OR (k.scope = 'agent' AND k.target = m.agent_id)
  OR (k.scope = 'channel' AND k.target = m.channel)
  OR (k.scope = 'campaign' AND k.target = d.chosen ->> 'campaignId'))`;
