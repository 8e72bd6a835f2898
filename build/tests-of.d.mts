export function importers(root?: string): Map<string, string[]>;
export function testsOf(file: string, by: Map<string, string[]>): string[];
export function mirrored(file: string): string[];
