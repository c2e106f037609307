import { POLICY_DESCRIPTION } from '../policies/describe';
import type { SimpleShape } from '../policies/description';
import { shapeAt } from '../policies/flip-words';
import type { Finding } from './verdict';

const SHAPES = new Map<string, SimpleShape | null>();

/** Findings are many and thresholds few: each is looked for once. */
function knownShape(path: string): SimpleShape | null {
  const known = SHAPES.get(path);
  if (known !== undefined) return known;
  const shape = shapeAt(POLICY_DESCRIPTION, path);
  SHAPES.set(path, shape);
  return shape;
}

/**
 * The threshold of the policy that would change a finding, by its path ("rate.hourlyVolume.email"), with the nearest
 * value that does; nothing where no policy can have that value.
 */
export function flipTo(path: string, value: string | number | boolean): Pick<Finding, 'flip'> {
  const shape = knownShape(path);
  return shape && admits(shape, value) ? { flip: { path, value } } : {};
}

function admits(shape: SimpleShape, value: string | number | boolean): boolean {
  switch (shape.kind) {
    case 'number':
      return (
        typeof value === 'number' &&
        (!shape.isWhole || Number.isInteger(value)) &&
        value >= (shape.min ?? Number.NEGATIVE_INFINITY) &&
        value <= (shape.max ?? Number.POSITIVE_INFINITY)
      );
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return shape.options.some((option) => option.value === value);
    case 'text':
      return typeof value === 'string';
  }
}
