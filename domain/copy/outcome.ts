/** How an attempt to have words written ended. All but `written` mean that the template writer's words are used. */
export const COPY_OUTCOMES = [
  'written',
  'no_model',
  'capped',
  'timeout',
  'rate_limited',
  'unavailable',
  'refused',
  'garbage',
  'failed_checks',
] as const;
export type CopyOutcome = (typeof COPY_OUTCOMES)[number];

/** Each outcome as people read it. */
export const COPY_OUTCOME_WORDS: Record<CopyOutcome, string> = {
  written: 'Written by the model',
  no_model: 'No language model is set up',
  capped: 'The day’s limit for the language model was reached',
  timeout: 'The model took too long',
  rate_limited: 'The model was asked too often',
  unavailable: 'The model could not be reached',
  refused: 'The model refused',
  garbage: 'The model answered something else',
  failed_checks: 'The model’s words did not pass the checks',
};

/** Who wrote some words, as the screen says it. */
export function writerWords(by: { writtenBy: string; model: string | null; promptVersion: number | null }): string {
  if (by.writtenBy === 'library') return 'From the template library';
  if (by.writtenBy === 'model') return `Written by ${by.model ?? 'a language model'}, prompt v${by.promptVersion ?? 0}`;
  return by.writtenBy === 'person' ? 'Written by a person' : 'Written by the template writer';
}
