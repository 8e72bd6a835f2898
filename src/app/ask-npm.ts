import { dirname } from 'node:path';
import { isVersion } from '../core/version-order.ts';
import { type CommandResult, runProgramQuietly } from '../platform/run-quietly.ts';

/** What npm says of the newest version, or what keeps it from saying so: a sentence, and what to do. */
export type NpmAnswer = { readonly version: string } | { readonly untold: string; readonly next: string };

/** How long npm may take, milliseconds. */
const usualPatience = 30_000;

/**
 * Asks npm which version of this program is the newest: its registry, proxy, certificates and login are those that
 * `npm install --global` has.
 *
 * @param env of npm
 * @param patience milliseconds
 */
export async function askNpm(env: NodeJS.ProcessEnv, patience = usualPatience): Promise<NpmAnswer> {
  const result = await runProgramQuietly(
    // --global leaves out what a project says of a registry, as an installation does; what is printed is for us alone.
    [
      ...(['npm', 'view', 'amplify-tui', 'version', '--global', '--loglevel=error', '--no-color'] as const),
      ...['--no-json', '--no-update-notifier', '--fetch-retries=0'],
    ],
    // On Windows a program is looked for in its folder first, which must not be one of a project.
    dirname(process.execPath),
    env,
    patience,
  );
  const version = result.output.trim();
  if (result.code === 0 && isVersion(version)) return { version };
  return faultOf(result, patience);
}

const connection = 'Check your connection, and the proxy in `npm config list`.';
const registry = 'Check the registry: `npm config get registry`.';

/** The meaning of npm's error codes; other codes are shown unchanged. */
const faults: readonly (readonly [code: RegExp, says: string, next: string])[] = [
  [/^E404$/, 'npm finds no amplify-tui in its registry', registry],
  [/^(?:E401|E403|ENEEDAUTH)$/, 'the registry of npm refuses access', 'Run `npm login`.'],
  [/^ENOTCACHED$/, 'npm is set to work offline', 'Check `npm config get offline`.'],
  [
    /CERT|^UNABLE_TO_/,
    'npm does not trust the certificate of its registry',
    'Check `npm config get cafile`, and NODE_EXTRA_CA_CERTS.',
  ],
  [
    /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|FETCH_ERROR)$/,
    'npm cannot reach its registry',
    connection,
  ],
];

function faultOf({ code, complaint, timedOut, missing }: CommandResult, patience: number): NpmAnswer {
  if (missing) return { untold: 'There is no npm on your PATH.', next: 'Install npm, or add it to PATH.' };
  if (timedOut) return { untold: `npm gave no answer within ${patience / 1000} seconds.`, next: connection };
  if (code === 0) return { untold: 'The answer of npm is not a version.', next: registry };
  const [, told] = /^npm (?:error|ERR!) code (\w+)$/m.exec(complaint) ?? [];
  const [, says = 'npm failed', next = 'Run `npm view amplify-tui version` to see why.'] =
    faults.find(([known]) => told !== undefined && known.test(told)) ?? [];
  const how = told ?? (code === undefined ? undefined : `exit code ${code}`);
  return { untold: how ? `${says} (${how}).` : `${says}.`, next };
}
