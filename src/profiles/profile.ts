import type { Secret } from '../core/secret.ts';

/** How a profile gives access; decides its badge and what it needs before it can be used. */
export type ProfileKind =
  | 'keys'
  | 'role'
  | 'role-mfa'
  | 'sso'
  | 'login'
  | 'process'
  | 'web-identity'
  | 'credential-source'
  /** Settings only (a region, say): gives no access by itself. */
  | 'settings';

/** Where a value comes from. */
export interface SettingOrigin {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters; absent when the whole line is meant. */
  readonly column?: number;
}

/** One thing that is wrong with a profile, or worth knowing. */
export interface ProfileFinding {
  readonly severity: 'error' | 'warning';
  /** A short sentence, such as `source profile devcorp is missing`. */
  readonly text: string;
  readonly origin?: SettingOrigin;
  /** The name in a header that AWS tools do not read as a profile. */
  readonly unreadName?: string;
  /** A setting has a name that no AWS tool reads, but it is clear which one is meant. */
  readonly misnamed?: true;
  /** The file could not be read, so its profiles are unknown. */
  readonly unreadFile?: true;
  /** It is about how requests are made. The chosen profile decides that, so this one still works as a source of keys. */
  readonly aboutRequests?: true;
}

/** One profile as AWS tools see it, both files merged (the credentials file wins, key by key). */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** Every setting by lower-case key. Secret values are a {@link Secret}. */
  readonly settings: ReadonlyMap<string, { readonly value: string | Secret; readonly origin: SettingOrigin }>;
  readonly findings: readonly ProfileFinding[];
}

/** Everything that the two shared AWS files say. */
export interface ProfileList {
  /** In the order of the files, config first. */
  readonly profiles: readonly Profile[];
  /** `[services NAME]` sections: service id → endpoint_url. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** `[sso-session NAME]` sections; absent when a list does not come from the files. */
  readonly ssoSessions?: ReadonlyMap<string, Pick<Profile, 'settings'>>;
  /** Findings about the files themselves. */
  readonly findings: readonly ProfileFinding[];
  readonly files: { readonly config: string; readonly credentials: string };
}
