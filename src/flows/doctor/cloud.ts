import { destinationOf, NetworkFault } from '../../aws/network/fault.ts';
import { serverDate } from '../../aws/network/server-date.ts';
import { awsProblem } from '../../aws/problems.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { Access } from '../../credentials/access.ts';
import { systemClock } from '../../platform/clock.ts';
import { errorCode } from '../../platform/file-faults.ts';
import { partitionOfRegion } from '../../regions/partitions.ts';
import { type ChosenAccess, problemFinding } from './access.ts';
import type { AccessFacts, CloudFacts, Examined, Finding } from './report.ts';
import { shownUrl } from './safe-text.ts';

/** The time limit for each of the two calls to the cloud, milliseconds. */
export const cloudDeadline = 5_000;

/** Asks the cloud whose an access is. */
export type AskIdentity = (
  choice: Access['choice'],
  region: string,
  signal: AbortSignal,
) => Promise<{ readonly account: string; readonly arn: string }>;

export interface AskedCloud {
  readonly cloud: Examined<Pick<CloudFacts, 'asked' | 'answerTime' | 'clockOffset'>>;
  readonly identity: Examined<Pick<AccessFacts, 'account' | 'identity'>>;
}

const nobody = { facts: { account: null, identity: null }, findings: [] } as const;

/** The result if the cloud was not called. */
export const notAsked: AskedCloud = {
  cloud: { facts: { asked: null, answerTime: null, clockOffset: null }, findings: [] },
  identity: nobody,
};

/**
 * Makes two calls to the cloud, each with a deadline: for its time, without credentials; and, if it answers and keys are
 * at hand, for their owner (GetCallerIdentity, which needs no permission).
 *
 * @param patience how much longer than usual to wait, milliseconds
 */
export async function askCloud(
  { chosen, region = 'us-east-1', endpoints, network, hasKeys }: ChosenAccess,
  askIdentity: AskIdentity,
  now: () => number,
  patience = 0,
): Promise<AskedCloud> {
  const url = endpoints.sts ?? endpoints.all ?? awsAddress(region);
  const asked = shownUrl(url);
  try {
    const { offset, took } = await askTime(() => serverDate(url, cloudDeadline, now, network), now, patience);
    const cloud = {
      facts: { asked, answerTime: took, clockOffset: offset ?? null },
      findings: clockFindings(offset, asked),
    };
    const identity =
      chosen && hasKeys
        ? await examineIdentity(
            (signal) => askIdentity(chosen.choice, region, signal),
            cloudDeadline + patience,
          )
        : nobody;
    return { cloud, identity };
  } catch (thrown) {
    const proxy = destinationOf(thrown)?.proxy;
    const next = proxy
      ? `Check the proxy ${proxy.shown} (${proxy.variable}) and the endpoint behind it, or leave the question out with --offline.`
      : url === endpoints.sts || url === endpoints.all
        ? 'Check that the endpoint is right and runs, or leave the question out with --offline.'
        : 'Check the network, VPN and proxy of this machine, or leave the question out with --offline.';
    const finding: Finding = wayFinding(thrown) ?? {
      section: 'cloud',
      severity: 'error',
      next,
      text: `${asked} cannot be reached. ${meaning(thrown)}`,
    };
    return {
      cloud: { facts: { asked, answerTime: null, clockOffset: null }, findings: [finding] },
      identity: nobody,
    };
  }
}

/** The pause before an unreachable cloud is called again, milliseconds. */
const pause = 1_000;

/** Repeats a call until there is an answer, a setting is wrong, or the patience is over. */
async function askTime<T>(ask: () => Promise<T>, now: () => number, patience: number): Promise<T> {
  for (const until = now() + patience; ; ) {
    try {
      return await ask();
    } catch (thrown) {
      if (thrown instanceof Problem || now() + pause > until) throw thrown;
      await systemClock.sleep(pause);
    }
  }
}

/** The regional address of STS; its suffix depends on the partition. */
function awsAddress(region: string): string {
  const host = /^[a-z0-9-]+$/.test(region) ? region : 'us-east-1';
  return `https://sts.${host}.${partitionOfRegion(host).suffix}`;
}

/**
 * AWS refuses requests that are signed more than five minutes off (the SDK corrects that by itself, other tools do not);
 * the codes of an MFA device fail from 30 seconds on.
 */
function clockFindings(offset: number | undefined, asked: string): Finding[] {
  if (offset === undefined) {
    const text = `The answer of ${asked} tells no time, so the clock of this machine was not compared.`;
    const next = 'See whether a proxy is in between.';
    return [{ section: 'cloud', severity: 'warning', text, next }];
  }
  const seconds = Math.round(Math.abs(offset) / 1000);
  if (seconds < 30) return [];
  const severe = seconds >= 300;
  const direction = offset > 0 ? 'behind' : 'ahead of';
  const effect = severe ? 'AWS refuses requests from five minutes on' : 'codes of MFA devices may be refused';
  return [
    {
      section: 'cloud',
      severity: severe ? 'error' : 'warning',
      text: `The clock of this machine is ${seconds} seconds ${direction} the cloud's; ${effect}.`,
      next: 'Turn on automatic time in the settings of this machine (on Linux: sudo timedatectl set-ntp true; on Windows: w32tm /resync).',
    },
  ];
}

async function examineIdentity(
  ask: (signal: AbortSignal) => ReturnType<AskIdentity>,
  within: number,
): Promise<AskedCloud['identity']> {
  const signal = AbortSignal.timeout(within);
  try {
    const { account, arn } = await ask(signal);
    return {
      facts: { account: plainText(account), identity: identityKind(arn) },
      findings: arn.endsWith(':root')
        ? [
            {
              section: 'access',
              severity: 'warning',
              text: 'These are the keys of the root user, who may do everything and cannot be restricted.',
              next: 'Make an IAM user or role for daily work, then delete the keys of the root user.',
            },
          ]
        : [],
    };
  } catch (thrown) {
    if (!signal.aborted) return { ...nobody, findings: [problemFinding('access', asProblem(thrown))] };
    const text = `The cloud did not say within ${within / 1000} seconds who the access is.`;
    const next = 'Try again; if that does not help, check the network, VPN and proxy of this machine.';
    return { ...nobody, findings: [{ section: 'access', severity: 'error', text, next }] };
  }
}

/** What kind of identity an ARN names, without the name. */
function identityKind(arn: string): string {
  if (arn.endsWith(':root')) return 'root user';
  const type = arn.split(':')[5]?.split('/')[0];
  if (type === 'user') return 'IAM user';
  if (type === 'assumed-role') return 'role';
  return type === 'federated-user' ? 'federated user' : 'identity of another kind';
}

/** The finding for a wrong network setting, the proxy or the certificates, in the words of all other commands. */
function wayFinding(thrown: unknown): Finding | undefined {
  const isOfTheWay =
    thrown instanceof Problem ||
    thrown instanceof NetworkFault ||
    /CERT|SIGNATURE|UNABLE_TO|^EPROTO$|SSL/.test(errorCode(thrown) ?? '');
  return isOfTheWay ? problemFinding('cloud', awsProblem(thrown, 'tell the time')) : undefined;
}

const meanings: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its name cannot be looked up.',
  EAI_AGAIN: 'Its name cannot be looked up just now.',
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The connection broke off.',
  ETIMEDOUT: `It did not answer within ${cloudDeadline / 1000} seconds.`,
};

function meaning(thrown: unknown): string {
  const code = errorCode(thrown) ?? 'no code';
  // Several addresses of one name were tried; each has its own code.
  const first = thrown instanceof AggregateError ? errorCode(thrown.errors[0]) : undefined;
  const known = meanings[code] ?? (first ? meanings[first] : undefined);
  return known ?? `The system says ${plainText(code)}.`;
}
