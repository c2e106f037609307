import type { Metadata } from 'next';
import { JoinView } from '@/components/people/join-view';
import { LinkOver } from '@/components/people/link-over';
import { currentSession } from '@/server/auth/session';
import { findAccess } from '@/server/services/people';

export const metadata: Metadata = { title: 'Come in', referrer: 'no-referrer' };

type Props = { params: Promise<{ token: string }> };

/** Where an invitation, or an address for a new password, leads. */
export default async function JoinPage({ params }: Props) {
  const { token } = await params;
  const access = await findAccess(token);
  if (!access) return <LinkOver />;
  const session = await currentSession();
  return <JoinView token={token} access={access} signedInAs={session?.email ?? null} />;
}
