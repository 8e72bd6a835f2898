import type { FileFacts } from '../../platform/file-facts.ts';
import type { Layout } from '../../project/project.ts';

/** The parts of an examination, in the order in which they are shown. */
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
  /** What it is about, when a section lists several things: a path, a profile's name, an id. */
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
  /** What was the newest version when `--updates` asked last; null where it never did. */
  readonly newest: {
    readonly version: string;
    /** ISO 8601. */
    readonly seenAt: string;
    /** Than the one that runs. */
    readonly newer: boolean;
  } | null;
  readonly node: string;
  /** As `process.platform`. */
  readonly platform: string;
  readonly arch: string;
  /** Of the system's kernel. */
  readonly release: string;
  readonly folder: string;
  /** Names of the environment variables that matter here and are set; never their values. */
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
  /** The alternate screen is used. */
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
  /** What it is for: `AWS config`. */
  readonly role: string;
  readonly kind: FileFacts['kind'];
  /** Octal, as `600`; null where it says nothing or nothing is there. */
  readonly mode: string | null;
  /** `you`, `root` or `user 1001`. */
  readonly owner: string | null;
  /** Bytes. */
  readonly size: number | null;
  /** What a symbolic link names. */
  readonly target: string | null;
}

export interface ExaminedProfile {
  readonly name: string;
  readonly kind: string;
  readonly region: string | null;
  /** Its access key id but for the last four characters hidden. */
  readonly accessKey: string | null;
  readonly usable: boolean;
}

/** Which access would be used here, and why. */
export interface AccessFacts {
  readonly kind: 'profile' | 'environment' | 'machine' | 'none';
  /** The profile's name, or what the machine has: `container credentials`; null for keys of the environment. */
  readonly name: string | null;
  /** Why this one: `AWS_PROFILE`, `the project`. */
  readonly source: string | null;
  readonly region: string | null;
  readonly accessKey: string | null;
  /** 12 digits; null when nobody was asked or nothing was answered. */
  readonly account: string | null;
  /** `IAM user`, `role`, `root user`; the name is left out. */
  readonly identity: string | null;
}

/** A setting of the network that counts. */
export interface NetworkFact {
  readonly what:
    | 'proxy for https'
    | 'proxy for http'
    | 'without a proxy'
    | 'certificates'
    | 'more certificates';
  /** The variable, or `ca_bundle of the profile NAME`. */
  readonly source: string;
  /** A proxy without user name and password, a path; null for what is no address. */
  readonly value: string | null;
}

export interface CloudFacts {
  readonly kind: 'aws' | 'endpoint' | 'demo';
  /** The endpoints that are not AWS's own, without user names and passwords. */
  readonly endpoints: readonly { readonly service: string; readonly url: string; readonly source: string }[];
  /** The settings of the network that count here, each with the variable or profile that it comes from. */
  readonly network: readonly NetworkFact[];
  /** Where the time was asked for; null with --offline. */
  readonly asked: string | null;
  /** Milliseconds from the question to the answer. */
  readonly answerTime: number | null;
  /** The cloud's clock minus this machine's, milliseconds, true to about a second; null when it is not known. */
  readonly clockOffset: number | null;
}

export interface ProjectFacts {
  readonly folder: string;
  readonly kind: 'none' | 'nested' | 'project' | 'unreadable';
  /** The project's root; of the outer project when nested. */
  readonly root: string | null;
  readonly name: string | null;
  readonly layout: Layout | null;
  readonly environment: string | null;
  readonly stack: string | null;
}

/** An `init`, a deletion or an access key that was begun and not finished. */
export interface UnfinishedFacts {
  readonly kind: 'init' | 'access key' | 'deletion';
  readonly id: string;
  /** Of an init or a deletion: the folder and the (first) stack. */
  readonly folder: string | null;
  readonly stack: string | null;
  /** Of an access key: the IAM user it is for, and the profile that was to get it. */
  readonly user: string | null;
  readonly profile: string | null;
  /** The step that was begun last. */
  readonly step: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Milliseconds since it was begun. */
  readonly age: number;
}

/**
 * What `doctor --json` prints, as one object on one line. Fields may be added; what is here keeps its name, its type and
 * its meaning as long as `schema` is 1. Paths in the home folder begin with `~`. It holds no secret: no value of an
 * environment variable but a region and a profile's name, no secret key, no token, of an access key id the last four
 * characters, of an identity the account and the kind.
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

/** What a part of the examination gives: its facts, and what it found. */
export interface Examined<Facts> {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}
