import { BrandMark } from '@/components/shell/brand-mark';
import { formatDateTime, ROLE_NAMES } from '@/lib/format';
import type { Access } from '@/server/services/people';
import { JoinAsKnown } from './join-as-known';
import { JoinForm } from './join-form';

type JoinViewProps = { token: string; access: Access; signedInAs: string | null };

/** What an address is for, and the one thing to do with it. */
export function JoinView({ token, access, signedInAs }: JoinViewProps) {
  const { kind, workspace, role, madeBy, email } = access;
  const isInvitation = kind === 'invitation';
  return (
    <main className="flex min-h-dvh flex-col bg-surface px-6 py-8 sm:px-10">
      <div className="flex items-center gap-2.5">
        <BrandMark className="size-8" />
        <span className="text-lg font-medium tracking-[-0.01em]">Touchstone</span>
      </div>
      <div className="mx-auto flex w-full max-w-88 flex-1 flex-col justify-center py-12">
        <h1 className="text-[26px] leading-8 font-medium tracking-[-0.02em]">
          {isInvitation ? `Join ${workspace.name}` : 'Choose a new password'}
        </h1>
        <p className="mt-1.5 mb-7 text-fg-muted">
          {isInvitation && role
            ? `${madeBy} invites ${email} to this workspace, as ${ROLE_NAMES[role].toLowerCase()}.`
            : `${madeBy} made this for ${email}. Every sign-in of yours ends with it.`}
        </p>
        {isInvitation && access.hasAccount ? (
          <JoinAsKnown token={token} email={email} slug={workspace.slug} signedInAs={signedInAs} />
        ) : (
          <JoinForm token={token} email={email} isNew={isInvitation} />
        )}
        <p className="mt-7 border-t border-border pt-5 text-table text-fg-muted">
          This address works once, until {formatDateTime(access.endsAt, 'UTC')} UTC.
        </p>
      </div>
    </main>
  );
}
