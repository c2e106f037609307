import { asOwner } from '../harness/as-owner';

/**
 * Gives the versions of a workspace's policy another document, past the product, which has no way to do so: for tests that
 * begin under other thresholds, and would have nothing of drafts, linting and activation.
 */
export async function rewritePolicy({ workspaceId }: { workspaceId: string }, document: object): Promise<void> {
  const text = JSON.stringify(document);
  await asOwner((owner) =>
    owner.query('UPDATE policy_version SET document = $2 WHERE workspace_id = $1', [workspaceId, text]),
  );
}
