import type { Role } from '@/domain/workspaces/permissions';
import { env } from '@/lib/env';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';

export type WorkspaceView = {
  slug: string;
  name: string;
  currency: string;
  timezone: string;
  isDemo: boolean;
  /** Lives in its own time: `now` is that time, not the wall clock. */
  isVirtual: boolean;
  /** `now` is another hour than the wall clock's. */
  isOffSystemTime: boolean;
  now: Date;
  /** sandbox: no provider is set up, messages go to the sandbox inbox and nowhere else. */
  environment: 'sandbox' | 'live';
  person: { name: string; role: Role };
};

/** The facts every page shows about the workspace and the person in it. */
export async function getWorkspace(ctx: ServiceContext): Promise<WorkspaceView> {
  authorise(ctx, 'workspace.read');
  if (ctx.actor.kind !== 'user') throw new ServiceError('forbidden', 'Only people look at a workspace.');
  const { slug, name, currency, timezone, isDemo, isVirtual, isOffSystemTime } = ctx.workspace;
  return {
    slug,
    name,
    currency,
    timezone,
    isDemo,
    isVirtual,
    isOffSystemTime,
    now: ctx.now,
    environment: env().SMTP_URL && !isDemo ? 'live' : 'sandbox',
    person: { name: ctx.actor.name, role: ctx.actor.role },
  };
}
