import type { InngestFunction } from 'inngest';

/** Every function the product registers, whoever executes them. */
export const functions: InngestFunction.Any[] = [];
