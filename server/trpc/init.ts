import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import type { Right } from '@/domain/workspaces/permissions';
import { TROUBLE_WORDS } from '@/lib/database-trouble';
import { mayComeAgain } from '../come-again';
import type { Actor } from '../context';
import { authorise, createContext } from '../context';
import { troubleIn } from '../database-away';
import { ServiceError, type ServiceErrorCode } from '../errors';
import { inputIssueOf } from './input-issue';
import { whyNotStorable } from './storable';

/** What a door knows about the caller: the signed-in person, and how to find their membership of a workspace. */
export type TrpcContext = {
  session: { sessionId: string; userId: string; email: string; name: string } | null;
  /** Membership of the signed-in person, read from the database on every call. */
  membershipOf: (
    workspaceSlug: string,
  ) => Promise<{ workspaceId: string; actor: Extract<Actor, { kind: 'user' }> } | null>;
};

/** Whom a procedure is for; a test calls every one as everybody else, and refuses one that does not say. */
export type ProcedureMeta = { right: Right } | { signedIn: true };

const CODES: Record<ServiceErrorCode, TRPCError['code']> = {
  not_found: 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  unauthenticated: 'UNAUTHORIZED',
  invalid: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
};

/** Whether it failed before anything of ours saw it: a library's own words help nobody. */
function isUnreadable({ code, cause }: TRPCError): boolean {
  if (code === 'PARSE_ERROR') return true;
  return (
    code === 'BAD_REQUEST' && cause !== undefined && !(cause instanceof ServiceError || cause instanceof z.ZodError)
  );
}

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter({ shape, error }) {
      const isInternal = error.code === 'INTERNAL_SERVER_ERROR';
      const issue = error.code === 'BAD_REQUEST' ? inputIssueOf(error.cause) : undefined;
      return {
        ...shape,
        // What broke inside is for the log, not for the caller.
        message: isInternal
          ? 'Something broke on our side. Nothing was changed; try again.'
          : isUnreadable(error)
            ? 'The input cannot be read: it has to be JSON as superjson writes it.'
            : (issue?.message ?? shape.message),
        data: {
          ...shape.data,
          stack: undefined,
          field: error.cause instanceof ServiceError ? error.cause.details.field : issue?.field,
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** What a caller is told while the database is away, full or busy: nothing is wrong with the call. */
export function databaseAway(cause: unknown): TRPCError {
  const { refusal: message } = TROUBLE_WORDS[troubleIn(cause)];
  return new TRPCError({ code: 'SERVICE_UNAVAILABLE', message, cause });
}

const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof ServiceError) throw new TRPCError({ code: CODES[cause.code], message: cause.message, cause });
  if (mayComeAgain(cause)) throw databaseAway(cause);
  return result;
});

/** What no column can hold is refused at the door, wherever in the input it stands. */
const refuseUnstorable = t.middleware(async ({ getRawInput, next }) => {
  const why = whyNotStorable(await getRawInput());
  if (why) throw new TRPCError({ code: 'BAD_REQUEST', message: why });
  return next();
});

const base = t.procedure.use(mapErrors);

/** For anybody who is signed in, in no workspace in particular. */
export const signedInProcedure = base
  .meta({ signedIn: true })
  .use(({ ctx, next }) => {
    if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
    return next({ ctx: { ...ctx, session: ctx.session } });
  })
  // After the session: a stranger's input is not even read.
  .use(refuseUnstorable);

/**
 * For members of the workspace named in the input whose role carries `right`. Hands the handler a ServiceContext;
 * somebody else's workspace is not_found, like one that does not exist.
 */
export function workspaceProcedure(right: Right) {
  return signedInProcedure
    .meta({ right })
    .input(z.object({ workspace: z.string().min(1).max(64) }))
    .use(async ({ ctx, input, next }) => {
      const membership = await ctx.membershipOf(input.workspace);
      if (!membership) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such workspace.' });
      const service = await createContext(membership.workspaceId, membership.actor);
      authorise(service, right);
      return next({ ctx: { ...ctx, service } });
    });
}
