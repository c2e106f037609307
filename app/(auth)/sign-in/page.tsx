import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { nextPath } from '@/components/account/next-path';
import { SignInView } from '@/components/account/sign-in-view';
import { demoExists, workspacesOfVisitor } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const target = nextPath(Array.isArray(next) ? next[0] : next);
  if (await workspacesOfVisitor()) redirect(target);
  return <SignInView next={target} hasDemo={await demoExists()} />;
}
