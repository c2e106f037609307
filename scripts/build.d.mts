export function buildWhenChanged(): Promise<void>;
