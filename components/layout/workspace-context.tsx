'use client';

import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { type Right, roleMay } from '@/domain/workspaces/permissions';
import { useTRPC } from '@/lib/trpc/client';
import type { WorkspaceView } from '@/server/services/workspaces';

const REFRESH_MS = 15_000;

type WorkspaceContextValue = WorkspaceView & {
  /** Whether the signed-in person's role carries a right: hides what they could not use. The server decides anyway. */
  may: (right: Right) => boolean;
  /** A page of this workspace: `to('/decisions')` is /demo-shop/decisions. */
  to: (path: string) => string;
};

const Context = createContext<WorkspaceContextValue | null>(null);

/** Facts of the workspace for everything below; kept fresh, since a virtual clock moves and roles change. */
export function WorkspaceProvider({ initial, children }: { initial: WorkspaceView; children: ReactNode }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.workspaces.get.queryOptions(
      { workspace: initial.slug },
      { initialData: initial, staleTime: REFRESH_MS, refetchInterval: REFRESH_MS },
    ),
  );
  const value = useMemo<WorkspaceContextValue>(
    () => ({
      ...data,
      may: (right) => roleMay(data.person.role, right),
      to: (path) => `/${data.slug}${path === '/' ? '' : path}`,
    }),
    [data],
  );
  return <Context value={value}>{children}</Context>;
}

/** The workspace one is in: `const { slug, currency, timezone, now, may, to } = useWorkspace()`. */
export function useWorkspace(): WorkspaceContextValue {
  const value = use(Context);
  if (!value) throw new Error('useWorkspace stands outside a workspace page.');
  return value;
}
