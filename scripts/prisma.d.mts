export function prisma(args: string[], options?: { quiet?: boolean }): number;
export function generateWhenChanged(): boolean;
