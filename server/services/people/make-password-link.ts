import { z } from 'zod';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { systemDb } from '../../system-db';
import { actingPerson, isAdminOfAll, type MadeLink, makeLink } from './access-link';

export const PasswordLinkInput = z.object({ userId: z.uuid() });

/**
 * Makes an address at which somebody of the workspace chooses a new password, for an administrator to hand over. Whoever
 * has it comes in as them: therefore only by an administrator of every workspace they belong to. Throws forbidden,
 * not_found, invalid (simulated), conflict.
 */
export async function makePasswordLink(
  ctx: ServiceContext,
  input: z.input<typeof PasswordLinkInput>,
): Promise<MadeLink> {
  authorise(ctx, 'settings.manage');
  const maker = actingPerson(ctx);
  const { userId } = PasswordLinkInput.parse(input);
  const member = await ctx.db.membership.findFirst({
    where: { workspaceId: ctx.workspaceId, userId, endedAt: null },
    select: { user: { select: { email: true, isSimulated: true } } },
  });
  if (!member) throw new ServiceError('not_found', 'Nobody of this workspace is meant by that.');
  if (member.user.isSimulated) throw new ServiceError('invalid', 'Nobody signs in as a simulated person.');
  if (!(await isAdminOfAll(systemDb(), maker.userId, userId))) {
    throw new ServiceError(
      'forbidden',
      'Only an administrator of every workspace this person belongs to can do that. They can change their password themselves, under Your account.',
    );
  }
  return inTransaction(ctx, async (tx) => {
    const link = await makeLink(tx, ctx, maker.userId, { email: member.user.email, userId });
    await appendAudit(tx, ctx, { action: 'people.password_link', subject: `user:${userId}`, payload: {} });
    return link;
  });
}
