import { type BoundPool, dbAs, poolAs } from './db';
import type { PrismaClient } from './generated/prisma/client';
import { SYSTEM } from './guarded-pool';

// For what is asked across workspaces: sweeps that look for due work, sign-in, keys by their hash, new workspaces. Who
// may import this is a list in dependency-cruiser.mjs; all else works for one workspace, through its context.

/** Prisma, seeing the rows of all workspaces. */
export function systemDb(): PrismaClient {
  return dbAs(SYSTEM);
}

/** The pool, seeing the rows of all workspaces. */
export function systemPool(): BoundPool {
  return poolAs(SYSTEM);
}
