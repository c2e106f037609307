import { publish } from '@/inngest/publish';

/** Events of one workspace that arrive within this time are announced together. */
const DEBOUNCE_MS = 250;

const waiting = new Set<string>();

/** Says, soon and once for many, that a workspace has events to process. Never delays or fails its caller. */
export function announceReceived(workspaceId: string): void {
  if (waiting.has(workspaceId)) return;
  waiting.add(workspaceId);
  setTimeout(() => {
    waiting.delete(workspaceId);
    publish('events/received', { workspaceId }).catch(() => {});
  }, DEBOUNCE_MS).unref();
}
