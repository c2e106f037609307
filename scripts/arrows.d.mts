export type BrokenArrow = { rule: string; comment: string; from: string; to: string; path: string[] };
export function brokenArrows(root: string): Promise<BrokenArrow[]>;
