import type { Policy } from './policy';

/** A policy document with the version under which decisions record it. */
export type PolicyInForce = { readonly version: number; readonly document: Policy };
