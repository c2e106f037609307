'use client';

import { useQuery } from '@tanstack/react-query';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useTRPC } from '@/lib/trpc/client';
import { PasswordCard } from './password-card';
import { SessionsCard } from './sessions-card';

/** What belongs to the person and to no workspace: password and sign-ins. */
export function AccountView() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.account.me.queryOptions());
  return (
    <PageBody>
      <PageHeader
        title="Your account"
        description={data ? `${data.name}, ${data.email}: the same in every workspace you belong to.` : undefined}
      />
      <PasswordCard />
      <SessionsCard />
    </PageBody>
  );
}
