import { z } from 'zod';

/** One section of the policy, with the name and the sentence under which its thresholds stand in forms. */
export function section<Shape extends z.ZodRawShape>(title: string, description: string, shape: Shape) {
  return z.object(shape).meta({ title, description });
}
