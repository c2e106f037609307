import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { sha256 } from '../../sha256';

type Keyed<Answer> = { keyId: string; key: string; request: string; work: () => Promise<Answer> };

/**
 * The answer of `work`, once for a key: the same request under it is answered the same for a day. Another request under
 * it throws invalid, one that comes while the first is being answered conflict. Nothing is kept of one that failed.
 */
export async function answerOnce<Answer extends object>(
  { db, workspaceId, now }: ServiceContext,
  { keyId, key, request, work }: Keyed<Answer>,
): Promise<Answer> {
  const id = { workspaceId, key: sha256(`${keyId}\n${key}`) };
  const requestHash = sha256(request);
  const { count } = await db.decideRequest.createMany({
    data: [{ ...id, requestHash, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const before = await db.decideRequest.findUnique({ where: { workspaceId_key: id } });
    if (before && before.requestHash !== requestHash) {
      throw new ServiceError('invalid', 'This Idempotency-Key was used for another request.');
    }
    if (!before?.answer) throw new ServiceError('conflict', 'The same request is being answered at this moment.');
    return before.answer as Answer;
  }
  try {
    const answer = await work();
    await db.decideRequest.update({ where: { workspaceId_key: id }, data: { answer } });
    return answer;
  } catch (problem) {
    await db.decideRequest.deleteMany({ where: id });
    throw problem;
  }
}
