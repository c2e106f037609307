/**
 * How proxy.ts tells a page what its path and query are: a layout is not told by the framework. It is set on every
 * request, so that nobody else can.
 */
export const ASKED_PATH = 'x-touchstone-path';
