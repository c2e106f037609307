import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { InngestFunction } from 'inngest';
import { expect, it } from 'vitest';
import { functions } from './index';

const FOLDER = path.resolve(import.meta.dirname, 'functions');

/** What `createFunction` makes; the library exports its class as a type alone. */
const Made = functions[0]?.constructor;
const isFunction = (value: unknown): value is InngestFunction.Any =>
  value instanceof Object && value.constructor === Made;

it('every function that is defined is registered once: what is left out would never run', async () => {
  const files = readdirSync(FOLDER).filter((file) => /^[\w-]+\.ts$/.test(file));
  const modules: object[] = await Promise.all(files.map((file) => import(path.join(FOLDER, file))));
  const defined = modules.flatMap((module) => Object.values(module)).filter(isFunction);
  expect(defined.length).toBeGreaterThan(20);
  const registered = new Set(functions);
  expect(defined.filter((made) => !registered.has(made)).map((made) => made.id())).toEqual([]);
  const ids = functions.map((made) => made.id());
  expect(ids).toEqual([...new Set(ids)]);
});
