export const rules: { name: string; comment: string; runtimeOnly?: boolean; from: object; to: object }[];
