import { Candidate } from '@/domain/decisions/candidate';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Decision } from '../../generated/prisma/client';
import { readVerdicts } from '../decisions';
import { wayOf } from '../enrolments';
import { runningSpell } from './series';
import type { Before } from './verdict-log';

/** What stands before a verdict is carried out; what autonomy learns of it, and what lay on its desk, is added after. */
export async function beforeOf(tx: Db, ctx: ServiceContext, decision: Decision): Promise<Omit<Before, 'desk'>> {
  return {
    chosen: Candidate.nullable().parse(decision.chosen),
    summary: decision.summary,
    valueCents: decision.valueCents,
    verdicts: readVerdicts(decision.verdicts),
    sendAt: decision.sendAt,
    autonomy: [],
    spell: await runningSpell(tx, ctx, decision),
    way: await wayOf(tx, ctx, decision.id),
  };
}
