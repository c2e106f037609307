import { z } from 'zod';
import { nearestOf } from '@/domain/shared/nearest';

/** An object that has these members and no others: one that has is refused by its name, with the one that was meant. */
export function strictInput<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? unknownWords(issue.keys ?? [], known) : undefined),
  });
}

/** That a name is none of those known, which one was most likely meant, else all there are. */
export function unknownWords([name = '']: readonly string[], known: readonly string[]): string {
  const meant = nearestOf(name, known);
  const help = meant ? `Did you mean “${meant}”?` : `Known are: ${known.join(', ')}.`;
  return `There is no field “${name}” here. ${help}`;
}
