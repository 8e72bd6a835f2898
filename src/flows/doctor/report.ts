import type { FileFacts } from '../../platform/file-facts.ts';
import type { Layout } from '../../project/project.ts';

/** The sections of a report, in the order in which they are shown. */
export const sections = [
  'program',
  'terminal',
  'files',
  'profiles',
  'access',
  'cloud',
  'project',
  'unfinished',
  'settings',
] as const;
export type Section = (typeof sections)[number];

/** One thing that is broken (`error`) or worth a look (`warning`), and what to do about it. */
export interface Finding {
  readonly section: Section;
  readonly severity: 'error' | 'warning';
  /** Its subject, if a section lists several things: a path, a profile's name, an id. */
  readonly about?: string;
  /** One sentence. */
  readonly text: string;
  /** What to do now: a sentence or a command. */
  readonly next: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
}

export interface ProgramFacts {
  /** Of amplify-tui. */
  readonly version: string;
  /** The newest version at the last check by `--updates`; null if there was none. */
  readonly newest: {
    readonly version: string;
    /** ISO 8601. */
    readonly seenAt: string;
    /** Whether it is newer than the running one. */
    readonly newer: boolean;
  } | null;
  readonly node: string;
  /** As `process.platform`. */
  readonly platform: string;
  readonly arch: string;
  /** Of the system's kernel. */
  readonly release: string;
  readonly folder: string;
  /** Names of the relevant environment variables that are set; never their values. */
  readonly environment: readonly string[];
}

export interface TerminalFacts {
  /** Which standard streams are a terminal. */
  readonly input: boolean;
  readonly output: boolean;
  readonly term: string | null;
  /** TERM_PROGRAM and its version. */
  readonly name: string | null;
  readonly columns: number;
  readonly rows: number;
  /** Bits of colour: 1, 4, 8 or 24. */
  readonly colourDepth: number;
  readonly unicode: boolean;
  /** Whether the alternate screen is used. */
  readonly fullScreen: boolean;
  readonly hyperlinks: boolean;
  readonly clipboard: boolean;
  readonly progress: boolean;
  readonly title: boolean;
  readonly noColor: boolean;
  readonly multiplexer: 'tmux' | 'screen' | null;
  readonly ssh: boolean;
  readonly ci: boolean;
}

/** A file or folder that the program reads or writes. */
export interface ExaminedFile {
  readonly path: string;
  /** Its purpose: `AWS config`. */
  readonly role: string;
  readonly kind: FileFacts['kind'];
  /** Octal, as `600`; null if it means nothing or the file is missing. */
  readonly mode: string | null;
  /** `you`, `root` or `user 1001`. */
  readonly owner: string | null;
  /** Bytes. */
  readonly size: number | null;
  /** The target of a symbolic link. */
  readonly target: string | null;
}

export interface ExaminedProfile {
  readonly name: string;
  readonly kind: string;
  readonly region: string | null;
  /** Its access key id with all but the last four characters hidden. */
  readonly accessKey: string | null;
  readonly usable: boolean;
}

/** The access that would be used here, and why. */
export interface AccessFacts {
  readonly kind: 'profile' | 'environment' | 'machine' | 'none';
  /** The profile's name, or the machine's source: `container credentials`; null for keys of the environment. */
  readonly name: string | null;
  /** Why this one: `AWS_PROFILE`, `the project`. */
  readonly source: string | null;
  readonly region: string | null;
  readonly accessKey: string | null;
  /** 12 digits; null if the cloud was not called or did not answer. */
  readonly account: string | null;
  /** `IAM user`, `role`, `root user`; the name is left out. */
  readonly identity: string | null;
}

/** An effective network setting. */
export interface NetworkFact {
  readonly what:
    | 'proxy for https'
    | 'proxy for http'
    | 'without a proxy'
    | 'certificates'
    | 'more certificates';
  /** The variable, or `ca_bundle of the profile NAME`. */
  readonly source: string;
  /** A proxy without user name and password, a path; null if the value is invalid. */
  readonly value: string | null;
}

export interface CloudFacts {
  readonly kind: 'aws' | 'endpoint' | 'demo';
  /** The endpoints that are not AWS's own, without user names and passwords. */
  readonly endpoints: readonly { readonly service: string; readonly url: string; readonly source: string }[];
  /** The effective network settings, each with the variable or profile that it comes from. */
  readonly network: readonly NetworkFact[];
  /** The server that was asked for the time; null with --offline. */
  readonly asked: string | null;
  /** Milliseconds from request to answer. */
  readonly answerTime: number | null;
  /** The cloud's clock minus this machine's, milliseconds, accurate to about a second; null if unknown. */
  readonly clockOffset: number | null;
}

export interface ProjectFacts {
  readonly folder: string;
  readonly kind: 'none' | 'nested' | 'project' | 'unreadable';
  /** The project's root; the outer project's if nested. */
  readonly root: string | null;
  readonly name: string | null;
  readonly layout: Layout | null;
  readonly environment: string | null;
  readonly stack: string | null;
}

/** An unfinished `init`, deletion or access key. */
export interface UnfinishedFacts {
  readonly kind: 'init' | 'access key' | 'deletion';
  readonly id: string;
  /** Of an init or a deletion: the folder and the (first) stack. */
  readonly folder: string | null;
  readonly stack: string | null;
  /** Of an access key: the IAM user it is for, and the profile that was to get it. */
  readonly user: string | null;
  readonly profile: string | null;
  /** The last step that was started. */
  readonly step: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Milliseconds since it was started. */
  readonly age: number;
}

/**
 * The output of `doctor --json`, one object on one line. Fields may be added; existing ones keep their name, type and
 * meaning as long as `schema` is 1. Paths in the home folder begin with `~`. It holds no secret: environment variables
 * only as a region or a profile's name, no secret key, no token, of an access key id the last four characters, of an
 * identity the account and the kind.
 */
export interface DoctorReport {
  readonly type: 'result';
  readonly schema: 1;
  /** False when a finding is an error; the exit code is then 1. */
  readonly ok: boolean;
  /** ISO 8601. */
  readonly at: string;
  readonly program: ProgramFacts;
  readonly terminal: TerminalFacts;
  readonly files: readonly ExaminedFile[];
  readonly profiles: readonly ExaminedProfile[];
  readonly access: AccessFacts;
  readonly cloud: CloudFacts;
  readonly project: ProjectFacts;
  readonly unfinished: readonly UnfinishedFacts[];
  readonly settings: { readonly theme: string; readonly log: string };
  readonly findings: readonly Finding[];
}

/** The result of one part of the examination. */
export interface Examined<Facts> {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}
