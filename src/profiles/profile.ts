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

/** Where a setting stands, for "this value comes from". */
export interface SettingOrigin {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters; absent where the whole line is meant. */
  readonly column?: number;
}

/** One thing that is wrong with a profile, or worth knowing. */
export interface ProfileFinding {
  readonly severity: 'error' | 'warning';
  /** A short sentence, as `source profile devcorp is missing`. */
  readonly text: string;
  readonly origin?: SettingOrigin;
  /** The name in a header that AWS tools do not read as a profile. */
  readonly unreadName?: string;
  /** A setting has a name that no AWS tool reads, and it is known which one is meant. */
  readonly misnamed?: true;
  /** Nothing of the file could be read, so that it is not known which profiles it has. */
  readonly unreadFile?: true;
  /** It is about how requests are made, which the profile that was chosen decides: as a source of keys this one serves. */
  readonly aboutRequests?: true;
}

/** One profile as AWS tools see it, both files merged (the credentials file wins, key by key). */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** Every setting by lower-case key. Values that are secret are a {@link Secret}. */
  readonly settings: ReadonlyMap<string, { readonly value: string | Secret; readonly origin: SettingOrigin }>;
  readonly findings: readonly ProfileFinding[];
}

/** Everything that the two shared AWS files say. */
export interface ProfileList {
  /** In the order of the files, config first. */
  readonly profiles: readonly Profile[];
  /** `[services NAME]` sections: service id → endpoint_url. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** `[sso-session NAME]` sections; absent where a list is made of something else than the files. */
  readonly ssoSessions?: ReadonlyMap<string, Pick<Profile, 'settings'>>;
  /** What is wrong with the files themselves. */
  readonly findings: readonly ProfileFinding[];
  readonly files: { readonly config: string; readonly credentials: string };
}
