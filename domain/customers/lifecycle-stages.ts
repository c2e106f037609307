/** Where a customer can be in their life with the shop. Apart from their schema, so that a page which names them stays small. */
export const LIFECYCLE_STAGES = ['new', 'active', 'at_risk', 'churned'] as const;

/** Whether a text names a stage. */
export function isLifecycleStage(text: string): text is (typeof LIFECYCLE_STAGES)[number] {
  return (LIFECYCLE_STAGES as readonly string[]).includes(text);
}
