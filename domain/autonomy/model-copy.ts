/**
 * The name under which a language model's own words for an action earn their autonomy, apart from the action itself:
 * what the template library earned says nothing of a model.
 */
export function modelCopyAction(action: string): string {
  return `${action}:model`;
}
