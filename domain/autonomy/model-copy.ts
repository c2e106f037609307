const BY_MODEL = ':model';

/**
 * The name under which a language model's own words for an action earn their autonomy, apart from the action itself:
 * what the template library earned says nothing of a model.
 */
export function modelCopyAction(action: string): string {
  return `${action}${BY_MODEL}`;
}

/** The action that a name of autonomy is about, and whether it is about a model's words for it. */
export function ofAutonomyName(name: string): { action: string; isByModel: boolean } {
  const isByModel = name.endsWith(BY_MODEL);
  return { action: isByModel ? name.slice(0, -BY_MODEL.length) : name, isByModel };
}
