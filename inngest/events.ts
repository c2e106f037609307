/** Everything that is announced, past tense, ids only. Published after commit. */
export type EventPayloads = {
  'events/received': { workspaceId: string };
  'message/queued': { workspaceId: string };
  'message/held': { workspaceId: string; decisionId: string };
  'webhook/received': { workspaceId: string };
  'campaign/launched': { workspaceId: string };
  'segments/touched': { workspaceId: string };
  'segment/entered': { workspaceId: string; segmentId: string };
  'segment/left': { workspaceId: string; segmentId: string };
  'import/requested': { workspaceId: string; importId: string };
  'file-import/requested': { workspaceId: string; importId: string };
  'privacy/requested': { workspaceId: string; requestId: string };
  'policy/activated': { workspaceId: string };
  'replay/requested': { workspaceId: string; runId: string };
};
export type EventName = keyof EventPayloads;
