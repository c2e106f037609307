import { parseArgs } from 'node:util';

export type Arguments =
  | { command: 'export'; file: string; workspace: string | null }
  | { command: 'validate'; file: string }
  | { command: 'upgrade'; file: string }
  | { command: 'apply'; file: string; workspace: string | null; reason: string; acceptWarnings: boolean };

export const USAGE = `Usage: npm run policy -- export FILE [--workspace SLUG]
       npm run policy -- validate FILE
       npm run policy -- upgrade FILE
       npm run policy -- apply FILE --reason "WHY" [--workspace SLUG] [--accept-warnings]

  export    writes the policy in force as JSON; - writes to the terminal
  validate  names every wrong threshold with its limits, and what contradicts itself; needs no running product
  upgrade   writes what an older version of the product left out into the file, with its default, and names it
  apply     makes the file the policy in force, as a new version

  --workspace SLUG    which workspace; needed where there are several
  --reason "WHY"      stands in the history and in the audit log
  --accept-warnings   applies although the checks warn; contradictions are refused in any case

Exit code: 0 done, 1 the document is refused, 2 the command could not be carried out.`;

/** The command line; "help" where it asks for it. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      reason: { type: 'string' },
      'accept-warnings': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [command, file, ...more] = positionals;
  const workspace = values.workspace ?? null;
  if (!file || more.length > 0) throw new Error('Name a command and one file.');
  if (command === 'export') return { command, file, workspace };
  if (command === 'validate' || command === 'upgrade') return { command, file };
  if (command !== 'apply') throw new Error(`There is no command ${command}.`);
  const reason = values.reason?.trim();
  if (!reason) throw new Error('Say why with --reason "…".');
  return { command, file, workspace, reason, acceptWarnings: values['accept-warnings'] };
}
