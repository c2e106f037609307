import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Whoever wrote the messages of the campaign that a decision speaks for, as they stood when it was made; null where it
 * speaks for none, or no person wrote them. They may not approve that section of the campaign either.
 */
export async function writerOf(
  tx: Db,
  { workspaceId }: ServiceContext,
  { id, decidedAt }: { id: string; decidedAt: Date },
): Promise<string | null> {
  const [wrote] = await tx.$queryRaw<{ by: string | null }[]>`
    SELECT by FROM (
      SELECT v.changed_by_id AS by, v.revision,
        v.document->'steps' IS DISTINCT FROM lag(v.document->'steps') OVER (ORDER BY v.revision) AS is_new
      FROM campaign_touch t JOIN campaign_version v ON v.workspace_id = t.workspace_id AND v.campaign_id = t.campaign_id
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.decision_id = ${id}::uuid AND v.changed_at <= ${decidedAt}
    ) AS version WHERE is_new ORDER BY revision DESC LIMIT 1`;
  return wrote?.by ?? null;
}
