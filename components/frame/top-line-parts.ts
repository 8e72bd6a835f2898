import type { Cloud } from '../../src/core/plan.ts';
import { plainText } from '../../src/core/text.ts';
import { columnsOf, cutTo } from '../widgets/columns.ts';
import { cloudWords } from './cloud-words.ts';

/** The contents of the top line: where am I, and as whom. */
export interface FrameStatus {
  /** The program's name. */
  readonly program: string;
  /** The project, or what is being done without one (`new project`). */
  readonly project?: string | undefined;
  readonly environment?: string | undefined;
  /** Where in the program, outermost first: `init`, `profile`; empty on home. */
  readonly path?: readonly string[] | undefined;
  /** Absent until it is known. */
  readonly cloud?: Cloud | undefined;
  /** Whether nothing can be changed in this session. */
  readonly readOnly?: boolean | undefined;
  readonly profile?: string | undefined;
  /** 12 digits. */
  readonly account?: string | undefined;
  readonly accountAlias?: string | undefined;
  readonly region?: string | undefined;
  /** The remaining time of the session, such as `41m`. */
  readonly timeLeft?: string | undefined;
  /** What is in progress in other open projects: with the name of the first, and without. */
  readonly elsewhere?: { readonly whole: string; readonly short: string } | undefined;
  /** Whether the profile is marked as production: then the whole line is coloured. */
  readonly production?: boolean | undefined;
}

export type TopLineRole =
  | 'program'
  | 'project'
  | 'path'
  | 'cloud'
  | 'demo'
  | 'readOnly'
  | 'production'
  | 'profile'
  | 'account'
  | 'region'
  | 'time'
  | 'elsewhere';

export interface TopLinePart {
  readonly role: TopLineRole;
  readonly text: string;
}

export interface TopLine {
  readonly left: readonly TopLinePart[];
  readonly right: readonly TopLinePart[];
  /** Columns between two parts on the right. */
  readonly gap: number;
}

/** Before each part of the path; the stream of a terminal without Unicode has another one. */
const pathMark = '›';

/** Before what is in progress in other projects; the stream of a terminal without Unicode has another one. */
const runningMark = '●';

/** What is dropped when the line is too narrow, in this order. */
interface Savings {
  readonly noPath: boolean;
  readonly noProgram: boolean;
  readonly noAlias: boolean;
  readonly shortElsewhere: boolean;
  readonly noElsewhere: boolean;
  readonly narrowGap: boolean;
  readonly shortCloud: boolean;
  readonly shortNames: boolean;
  readonly shortAccount: boolean;
  readonly noCloud: boolean;
  readonly noTime: boolean;
  readonly noRegion: boolean;
  readonly noProject: boolean;
  readonly noProfile: boolean;
}

const order: readonly (keyof Savings)[] = [
  'noPath',
  'noAlias',
  'narrowGap',
  'shortElsewhere',
  'noProgram',
  'shortCloud',
  'shortNames',
  'noElsewhere',
  'noCloud',
  'noTime',
  'noRegion',
  'shortAccount',
  'noProject',
  'noProfile',
];

/**
 * The parts of the top line that fit. The least important are dropped first; the account may be shortened but is never
 * dropped, nor is a cloud other than AWS.
 *
 * @param columns the width of the line, including its two outer columns
 */
export function topLine(status: FrameStatus, columns: number, ellipsis = '…'): TopLine {
  let saved: Partial<Savings> = {};
  let line = compose(status, saved, ellipsis);
  for (const saving of order) {
    if (widthOf(line) + 2 <= columns) return line;
    saved = { ...saved, [saving]: true };
    line = compose(status, saved, ellipsis);
  }
  return line;
}

function compose(status: FrameStatus, saved: Partial<Savings>, ellipsis: string): TopLine {
  const name = (text: string | undefined, columns: number) =>
    text === undefined || text === ''
      ? undefined
      : cutTo(plainText(text), saved.shortNames ? columns : 32, ellipsis);
  const environment = status.environment === undefined ? '' : ` / ${plainText(status.environment)}`;
  const project = name(status.project === undefined ? undefined : status.project + environment, 14);
  const left: (TopLinePart | undefined)[] = [
    saved.noProgram && project !== undefined && !saved.noProject
      ? undefined
      : saved.noProject
        ? undefined
        : { role: 'program', text: status.program },
    saved.noProject ? undefined : part('project', project),
    saved.noPath ? undefined : part('path', status.path?.map((step) => `${pathMark} ${step}`).join(' ')),
  ];
  const right: (TopLinePart | undefined)[] = [
    part('readOnly', status.readOnly ? 'READ ONLY' : undefined),
    // In words: colours are not seen by all, nor on every terminal.
    part('production', status.production ? 'PRODUCTION' : undefined),
    cloudPart(status, saved, ellipsis),
    saved.noProfile ? undefined : part('profile', name(status.profile, 12)),
    part('account', account(status, saved, ellipsis)),
    saved.noRegion ? undefined : part('region', status.region),
    saved.noTime ? undefined : part('time', status.timeLeft),
    saved.noElsewhere ? undefined : part('elsewhere', elsewhereText(status, saved, ellipsis)),
  ];
  return { left: left.filter(present), right: right.filter(present), gap: saved.narrowGap ? 2 : 3 };
}

function cloudPart(
  { cloud }: FrameStatus,
  saved: Partial<Savings>,
  ellipsis: string,
): TopLinePart | undefined {
  if (!cloud || (saved.noCloud && cloud.kind === 'aws')) return undefined;
  const words = cloudWords(cloud);
  if (cloud.kind === 'demo') return part('demo', saved.shortCloud ? 'DEMO' : words);
  return part('cloud', saved.shortCloud ? cutTo(words, 16, ellipsis) : words);
}

function account(status: FrameStatus, saved: Partial<Savings>, ellipsis: string): string | undefined {
  const { account: id, accountAlias: alias } = status;
  if (id === undefined) {
    if (!status.profile) return undefined;
    return saved.shortAccount ? 'account ?' : 'account not known yet';
  }
  const digits = saved.shortAccount ? `${id.slice(0, 4)}${ellipsis}${id.slice(-4)}` : id;
  return alias === undefined || saved.noAlias ? digits : `${cutTo(plainText(alias), 20, ellipsis)} ${digits}`;
}

function elsewhereText(
  { elsewhere }: FrameStatus,
  saved: Partial<Savings>,
  ellipsis: string,
): string | undefined {
  if (!elsewhere) return undefined;
  return `${runningMark} ${saved.shortElsewhere ? elsewhere.short : cutTo(plainText(elsewhere.whole), 28, ellipsis)}`;
}

function part(role: TopLineRole, text: string | undefined): TopLinePart | undefined {
  return text === undefined || text === '' ? undefined : { role, text: plainText(text) };
}

function present(each: TopLinePart | undefined): each is TopLinePart {
  return each !== undefined;
}

function widthOf({ left, right, gap }: TopLine): number {
  const sum = (parts: readonly TopLinePart[], between: number) =>
    parts.reduce((total, { text }) => total + columnsOf(text), 0) + between * Math.max(0, parts.length - 1);
  const both = left.length > 0 && right.length > 0 ? gap : 0;
  return sum(left, 2) + both + sum(right, gap);
}
