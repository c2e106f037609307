import type { Breach } from '@/domain/autonomy/breach';
import { composeHalt, HALT_TARGET, haltReason } from '@/domain/rollout/halt';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { publicOrigin } from '../../public-origin';
import { pullStop } from '../kill-switch';
import { tellHolders } from '../notices';
import { readCourse } from './course';

/**
 * Halts a running rollout on a compliance violation, in the caller's transaction: a stop of its own is pulled, so that
 * nothing of the workspace leaves until an administrator resumes, and those who may are told. Nothing happens without a
 * rollout, or while it is halted. Answers the audit records, for the caller to append.
 */
export async function haltRollout(tx: Db, ctx: ServiceContext, breach: Breach): Promise<AuditRecord[]> {
  const { course } = await readCourse(tx, ctx);
  if (course.kind !== 'running' || breach.decisions.length === 0) return [];
  const stop = { scope: 'workspace', target: HALT_TARGET, reason: haltReason(breach), cause: 'violation' } as const;
  const { record } = await pullStop(tx, ctx, stop);
  if (!record) return [];
  const { slug, name: company } = ctx.workspace;
  const words = composeHalt({ company, breach, pageUrl: `${publicOrigin()}/${slug}/rollout` });
  await tellHolders(tx, ctx, 'killSwitch.resume', { kind: 'halt', ...words });
  const { guardrail, decisions, foundBy } = breach;
  const payload = { cohort: course.cohort, guardrail, decisions: [...decisions], foundBy };
  return [record, { action: 'rollout.halted', subject: `workspace:${ctx.workspaceId}`, payload }];
}
