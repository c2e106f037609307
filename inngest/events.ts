/** Everything that is announced, past tense, ids only. Published after commit. */
export type EventPayloads = {
  'events/received': { workspaceId: string };
  'decision/made': { workspaceId: string; decisionId: string };
  'review/decided': { workspaceId: string; decisionId: string };
  'message/queued': { workspaceId: string };
  'order/placed': { workspaceId: string; orderId: string };
  'import/requested': { workspaceId: string; importId: string };
};
export type EventName = keyof EventPayloads;
