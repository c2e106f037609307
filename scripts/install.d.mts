export function requireNode(): void;
export function ensureDependencies(root: string): Promise<void>;
export function run(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void },
): Promise<{ code: number; output: string }>;
