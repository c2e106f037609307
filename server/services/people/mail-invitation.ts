import { parseEmailAddress } from '@/domain/channels/email-address';
import { Brand } from '@/domain/workspaces/brand';
import type { Role } from '@/domain/workspaces/permissions';
import { ROLE_NAMES } from '@/lib/format';
import type { ServiceContext } from '../../context';
import { providersOf } from '../providers';
import { INVITATION_DAYS, type MadeLink } from './access-link';

type Mailed = { isMailed: boolean; mailed: string };

const BY_HAND = 'Copy the address and hand it over.';

/**
 * Mails the address of an invitation, once, now: it stands in no outbox, where it could be read. Never throws for what a
 * provider answers; whoever invites is told and has the address.
 */
export async function mailInvitation(
  ctx: ServiceContext,
  { id, email, url }: MadeLink,
  { role, inviter }: { role: Role; inviter: string },
): Promise<Mailed> {
  const provider = (await providersOf(ctx, ctx.db))('email');
  if (!provider.isReal) return { isMailed: false, mailed: `Nothing leaves this workspace by e-mail. ${BY_HAND}` };
  const address = parseEmailAddress(email);
  if (!address.ok) return { isMailed: false, mailed: `Nothing was mailed: ${address.reason}. ${BY_HAND}` };
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { fromName, fromEmail } = Brand.parse(brand);
  const result = await provider.send({
    id,
    channel: 'email',
    envelope: {
      from: { name: `${fromName} (Touchstone)`, address: fromEmail },
      to: { name: '', address: address.address },
      replyTo: null,
      preheader: '',
      link: null,
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
    subject: `${inviter} invites you to ${ctx.workspace.name} on Touchstone`,
    html: null,
    text: [
      `${inviter} invites you to the workspace ${ctx.workspace.name}, as ${ROLE_NAMES[role].toLowerCase()}.`,
      `Come in here within ${INVITATION_DAYS} days: ${url}`,
      'Whoever has this address can come in as you: hand it to nobody. If you expected no invitation, leave it be.',
    ].join('\n\n'),
  });
  if (result.kind === 'accepted') return { isMailed: true, mailed: `Mailed to ${email}.` };
  return { isMailed: false, mailed: `The mail did not leave: ${result.reason} ${BY_HAND}` };
}
