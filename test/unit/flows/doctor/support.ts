import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { openAssumeJournal } from '../../../../src/flows/assume-role/journal.ts';
import { examine, type Tools } from '../../../../src/flows/doctor/examine.ts';
import type { DoctorReport } from '../../../../src/flows/doctor/report.ts';
import type { Where } from '../../../../src/flows/doctor/where.ts';
import { openConfigureJournal } from '../../../../src/state/configure-journal.ts';
import { openDeleteJournal } from '../../../../src/state/delete-journal.ts';
import { openJournal } from '../../../../src/state/journal.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new home with files: path to text, or to text and mode. By default folders are 0700, files 0600. */
export function makeHome(files: Readonly<Record<string, string | readonly [string, number]>> = {}): string {
  const home = mkdtempSync(join(tmpdir(), 'doctor-'));
  made.push(home);
  mkdirSync(join(home, 'app'));
  for (const [name, file] of Object.entries(files)) {
    const [text, mode] = typeof file === 'string' ? [file, 0o600] : file;
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, text);
    chmodSync(path, mode);
  }
  return home;
}

export const keys = (name: string, id = 'AKIAEXAMPLE000000001', secret = 'example') =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

/** A user with everything that is needed. */
export const healthyFiles = {
  '.aws/credentials': keys('default'),
  '.aws/config': '[default]\nregion = eu-west-1\n',
} as const;

export const now = Date.UTC(2026, 10, 23, 9, 45);

export function whereIn(home: string, more: Partial<Where> = {}): Where {
  return {
    env: { HOME: home },
    folder: join(home, 'app'),
    stateFolder: join(home, '.amplify/tui'),
    home,
    version: '1.2.3',
    platform: 'linux',
    ...(process.getuid ? { user: process.getuid() } : {}),
    now: () => now,
    flags: {},
    demo: false,
    ...more,
  };
}

/** Examines a home without the network. */
export function examineHome(
  home: string,
  more: Partial<Where> = {},
  tools: Partial<Tools> = {},
): Promise<DoctorReport> {
  const where = whereIn(home, more);
  return examine(where, {
    streams: { stdin: {}, stdout: {}, stderr: {} },
    journal: openJournal(where.stateFolder),
    configureJournal: openConfigureJournal(where.stateFolder),
    assumeJournal: openAssumeJournal(where.stateFolder),
    deleteJournal: openDeleteJournal(where.stateFolder),
    logFile: join(where.stateFolder, 'log/amplify-tui.log'),
    ...tools,
  });
}

/** The findings of a report as `section severity: text`. */
export function said({ findings }: DoctorReport): string[] {
  return findings.map(({ section, severity, text }) => `${section} ${severity}: ${text}`);
}
