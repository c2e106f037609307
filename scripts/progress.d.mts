export function withProgress<T>(
  words: string,
  work: (detail: (text: string) => void) => Promise<T>,
  options?: { slow?: boolean; output?: NodeJS.WriteStream },
): Promise<T>;
