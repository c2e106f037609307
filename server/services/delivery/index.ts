import { ServiceError } from '@/server/errors';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { DispatchResult, Preview, PreviewInput, QueueInput } from './types';

export type { DecisionFacts, DispatchResult, OfferFacts, Preview, PreviewInput, QueueInput, Recipient } from './types';

/**
 * Renders the decision's message and writes it, with its links, in the caller's transaction; returns its id. The
 * same decision always gives the same message. Throws invalid, naming what is missing, when it cannot be rendered.
 */
export async function queueMessage(_tx: Db, _ctx: ServiceContext, _input: QueueInput): Promise<string> {
  throw new ServiceError('unavailable', 'Messages cannot be queued yet.');
}

/** The message as the customer would see it, with plain links; writes nothing. */
export async function renderPreview(_ctx: ServiceContext, _input: PreviewInput): Promise<Preview> {
  throw new ServiceError('unavailable', 'Messages cannot be shown yet.');
}

/** Sends up to `limit` messages of the workspace whose time has come, each checked once more before it leaves. */
export async function dispatchDue(_ctx: ServiceContext, _options: { limit: number }): Promise<DispatchResult> {
  return { sent: 0, cancelled: 0, failed: 0, deferred: 0, unknown: 0 };
}
