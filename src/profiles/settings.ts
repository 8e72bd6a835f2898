import { Secret } from '../core/secret.ts';
import { meantKey } from './meant-key.ts';
import type { ProfileFinding, SettingOrigin } from './profile.ts';

export type Setting = { readonly value: string | Secret; readonly origin: SettingOrigin };

/** A profile while the two files are being merged. */
export interface DraftProfile {
  readonly name: string;
  /** Its first header. */
  readonly origin: SettingOrigin;
  readonly settings: Map<string, Setting>;
  readonly findings: ProfileFinding[];
}

/** An `[sso-session NAME]`. */
export interface SsoSession {
  readonly settings: Map<string, Setting>;
  /** False when its name is one that no SDK reads. */
  readonly seen: boolean;
}

/** The two files while they are being merged. */
export interface MergedFiles {
  readonly drafts: Map<string, DraftProfile>;
  readonly services: Map<string, Map<string, string>>;
  readonly ssoSessions: Map<string, SsoSession>;
  readonly findings: ProfileFinding[];
}

/** A setting that is no secret; undefined when it is not there. */
export function settingText(settings: ReadonlyMap<string, Setting>, key: string): string | undefined {
  const value = settings.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A setting that is a secret; undefined when it is not there. */
export function settingSecret(settings: ReadonlyMap<string, Setting>, key: string): Secret | undefined {
  const value = settings.get(key)?.value;
  return value instanceof Secret ? value : undefined;
}

/** `aws_secret_access_key`, `aws_session_token`, `aws_security_token`, names that mean these, and whatever other tools call their secrets. */
export function isSecretKey(key: string): boolean {
  // The keys that every profile has; the pattern takes its time over ten thousand of them.
  if (key === 'region' || key === 'aws_access_key_id') return false;
  if (key === 'aws_secret_access_key') return true;
  if (/secret|session[_-]?token|security[_-]?token|password|passphrase/.test(key))
    return !key.endsWith('_expires');
  const meant = meantKey(key);
  return meant === 'aws_secret_access_key' || meant === 'aws_session_token';
}
