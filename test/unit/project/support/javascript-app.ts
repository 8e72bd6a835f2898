import { expect } from 'vitest';
import { detectApp } from '../../../../src/project/detect.ts';
import { folderWith } from './folders.ts';

export const npmBuild = 'npm run-script build';

/** The contents of a package.json. */
export const pkg = (
  dependencies: Record<string, string>,
  scripts: Record<string, string> = {},
  devDependencies: Record<string, string> = {},
) => ({ dependencies, scripts, devDependencies });

/** The files of a JavaScript app, and what should be detected. */
export interface JavascriptCase {
  readonly app: string;
  readonly files: Readonly<Record<string, unknown>>;
  readonly framework: string;
  readonly evidence: string;
  /** Source folder, distribution folder, build command, start command. */
  readonly config: readonly string[];
}

/** Makes the files and expects that they are detected. */
export async function expectJavascript({
  files,
  framework,
  evidence,
  config,
}: JavascriptCase): Promise<void> {
  const found = await detectApp(folderWith(files));
  expect(found).toMatchObject({ app: 'javascript', appEvidence: 'package.json', framework });
  expect(found.frameworkEvidence).toBe(evidence);
  const { sourceDir, distributionDir, buildCommand, startCommand } = found.javascript;
  expect([sourceDir, distributionDir, buildCommand, startCommand]).toEqual(config);
}
