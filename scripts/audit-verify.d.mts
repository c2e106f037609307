export type Finding = { seq: bigint; kind: string; words: string };
export function verifyExport(
  file: string,
  options?: { key?: string; checkpoints?: string },
): Promise<{ code: 0 | 1 | 2; lines: string[]; findings: Finding[] }>;
