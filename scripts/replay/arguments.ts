import { parseArgs } from 'node:util';
import { z } from 'zod';
import { NO_RANGE, parseRange, type RangeChoice } from '@/lib/date-range';

/** What to replay under; a file is read by whoever runs the command. */
export type Tried =
  | { kind: 'then' }
  | { kind: 'draft'; draftId: string }
  | { kind: 'version'; version: number }
  | { kind: 'file'; file: string };

export type Arguments = {
  tried: Tried;
  range: RangeChoice;
  workspace: string | null;
  agentId?: string;
  action?: string;
  channel?: string;
  isJson: boolean;
  expectIdentical: boolean;
};

export const USAGE = `Usage: npm run replay -- [--policy FILE|draft:ID|version:N] [--from DAY --to DAY] [--workspace SLUG]
                        [--agent ID] [--action ID] [--channel ID] [--expect-identical] [--json]

  Makes the decisions of a past period again from their stored snapshots, and says which come out otherwise, why, and
  what that would be worth. Nothing is sent and no decision is touched; what came of it is kept.

  --policy            the policy to try; without it each decision is made under the policy it was made under, which
                      has to give the same to the last word
  --from, --to        days of the workspace's calendar, both included (2026-11-01); the last 30 days unless told
  --workspace SLUG    which workspace; needed where there are several
  --agent, --action, --channel
                      only these decisions
  --expect-identical  fails, naming the decisions, where one comes out otherwise or cannot be made again
  --json              one JSON document instead of words

Exit code: 0 done, 1 not identical though expected, 2 the command could not be carried out.`;

/** The command line; "help" where it asks for it. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      policy: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      workspace: { type: 'string' },
      agent: { type: 'string' },
      action: { type: 'string' },
      channel: { type: 'string' },
      json: { type: 'boolean', default: false },
      'expect-identical': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    tried: triedOf(values.policy),
    range: rangeOf(values.from, values.to),
    workspace: values.workspace ?? null,
    ...(values.agent && { agentId: values.agent }),
    ...(values.action && { action: values.action }),
    ...(values.channel && { channel: values.channel }),
    isJson: values.json,
    expectIdentical: values['expect-identical'],
  };
}

function triedOf(policy: string | undefined): Tried {
  if (policy === undefined) return { kind: 'then' };
  if (policy.startsWith('draft:')) return { kind: 'draft', draftId: draftIdOf(policy) };
  if (!policy.startsWith('version:')) return { kind: 'file', file: policy };
  const version = Number(policy.slice('version:'.length));
  if (!Number.isInteger(version) || version < 1) throw new Error('Name a version by its number: --policy version:3.');
  return { kind: 'version', version };
}

function draftIdOf(policy: string): string {
  const { success, data } = z.uuid().safeParse(policy.slice('draft:'.length));
  if (!success) throw new Error('Name a draft by its id, which its address ends with: --policy draft:ID.');
  return data;
}

function rangeOf(from: string | undefined, to: string | undefined): RangeChoice {
  if (from === undefined && to === undefined) return '30d';
  const range = parseRange(`${from ?? ''}..${to ?? ''}`);
  if (!range) throw new Error(`Name both days: --from 2026-11-01 --to 2026-11-30. ${NO_RANGE}`);
  return range;
}
