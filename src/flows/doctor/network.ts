import { parseProxy } from '../../aws/network/proxy.ts';
import type { Secret } from '../../core/secret.ts';
import type { NetworkSetting, NetworkSettings } from '../../credentials/network.ts';
import type { Finding, NetworkFact } from './report.ts';

/** The effective network settings for a report: a proxy without user name and password. */
export function shownNetwork(settings: NetworkSettings): NetworkFact[] {
  const { httpsProxy, httpProxy, noProxy, caBundle, extraCa } = settings;
  const proxy = (what: NetworkFact['what'], setting: NetworkSetting<Secret> | undefined) =>
    setting ? [{ what, source: setting.source, value: shownProxy(setting) }] : [];
  const plain = (what: NetworkFact['what'], setting: NetworkSetting | undefined) =>
    setting ? [{ what, source: setting.source, value: setting.value }] : [];
  return [
    ...proxy('proxy for https', httpsProxy),
    ...proxy('proxy for http', httpProxy),
    ...plain('without a proxy', noProxy),
    ...plain('certificates', caBundle),
    ...plain('more certificates', extraCa),
  ];
}

function shownProxy(setting: NetworkSetting<Secret>): string | null {
  try {
    return parseProxy(setting).shown;
  } catch {
    // Its error is reported when it is used.
    return null;
  }
}

/** Findings about other programs' variables that a user may expect to work here. */
export function networkFindings(env: NodeJS.ProcessEnv, { httpsProxy }: NetworkSettings): Finding[] {
  const name = ['all_proxy', 'ALL_PROXY'].find((each) => env[each]);
  if (name === undefined || httpsProxy) return [];
  return [
    {
      section: 'cloud',
      severity: 'warning',
      text: `${name} is set; neither the AWS CLI nor amplify-tui goes by it.`,
      next: `If AWS is reached through that proxy, set HTTPS_PROXY to it.`,
    },
  ];
}
