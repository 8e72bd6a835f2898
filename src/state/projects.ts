import { join } from 'node:path';
import { asRecord, isText, isTime, jsonValue } from '../core/json-values.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';
import { sameFolder } from '../platform/real-path.ts';

/** Where a user was on a project's home screen. Parts and rows have the names and keys of the screen. */
export interface HomePlace {
  /** The focused part; absent: the default. */
  readonly part?: string;
  /** By part: the selected row. */
  readonly rows: Readonly<Record<string, string>>;
  /** By part: the filter of its rows. */
  readonly filters: Readonly<Record<string, string>>;
}

/** A stack as AWS last reported it. */
export interface SeenStack {
  readonly name: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A project that was opened on this machine, with its last known state. Holds no secret. */
export interface RecentProject {
  /** Absolute path of its root. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  readonly name: string;
  /** The environment that this machine uses, and all that its files name; none in the documented layout. */
  readonly environment?: string;
  readonly environments: readonly string[];
  /** The last access to AWS: a profile's name, or `environment keys`. */
  readonly access?: string;
  /** 12 digits. */
  readonly account?: string;
  readonly accountAlias?: string;
  readonly region?: string;
  /** The parent stack, as AWS last reported it. */
  readonly stack?: SeenStack;
  /** Those of the other environments, as AWS last reported them while these were worked with. */
  readonly stacks?: Readonly<Record<string, SeenStack>>;
  /** Where the user left it. */
  readonly place?: HomePlace;
}

/** The projects that were opened on this machine. */
export interface RecentProjects {
  /** Newest first, at most {@link keptProjects}; empty when nothing can be read. */
  list(): Promise<readonly RecentProject[]>;
  /**
   * Saves what is known about a project. A folder is listed once, whatever links or letter case name it; what is unknown
   * now keeps its last value.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  note(project: RecentProject): Promise<void>;
  /**
   * Saves how AWS last reported the stack of an environment that is not worked with; does nothing for an unknown project.
   *
   * @throws Problem FILE_UNWRITABLE
   */
  see(folder: string, environment: string, stack: SeenStack): Promise<void>;
  /** Removes a project from the list; its files stay. @throws Problem FILE_UNWRITABLE */
  forget(folder: string): Promise<void>;
}

/** How many projects are kept, as many as a search finds; those not opened for the longest time are dropped. */
export const keptProjects = 200;

/** The projects in `<state>/projects.json` (0600). Touches no file until it is used. @param folder the state folder */
export function openRecentProjects(folder: string): RecentProjects {
  const path = join(folder, 'projects.json');
  const list = async () => asProjects(jsonValue(await readTextFile(path).catch(() => undefined)));
  const change = async (how: (known: readonly RecentProject[]) => Promise<readonly RecentProject[]>) => {
    await ensureFolder(folder, 0o700);
    await withFileLock(path, async () => {
      const projects = newest(await how(await list()));
      await writeFileAtomic(path, `${JSON.stringify({ version: 1, projects })}\n`, { mode: 0o600 });
    });
  };
  return {
    list,
    note: (project) =>
      change(async (known) => {
        const before = await sameIn(known, project.folder);
        return [merged(before, project), ...known.filter((each) => each !== before)];
      }),
    see: async (folder, environment, stack) => {
      // No file is made for a project that was never opened here.
      if (!(await sameIn(await list(), folder))) return;
      await change(async (known) => {
        const it = await sameIn(known, folder);
        return known.map((each) =>
          each === it ? { ...each, stacks: { ...each.stacks, [environment]: stack } } : each,
        );
      });
    },
    forget: (gone) =>
      change(async (known) => {
        const it = await sameIn(known, gone);
        return known.filter((each) => each !== it);
      }),
  };
}

/** The entry of a folder, under any of its paths. The path itself is compared first: a deleted folder has no other. */
async function sameIn(known: readonly RecentProject[], folder: string): Promise<RecentProject | undefined> {
  const named = known.find((each) => each.folder === folder);
  if (named) return named;
  const isIt = await Promise.all(known.map((each) => sameFolder(each.folder, folder)));
  return known.find((_, at) => isIt[at]);
}

/** What is known now, completed by what was known, unless the name or environment has changed. */
function merged(before: RecentProject | undefined, now: RecentProject): RecentProject {
  const place = before?.place ? { place: before.place } : {};
  if (!before || before.name !== now.name) return { ...place, ...now };
  const others = stacksOfOthers(before, now.environment, now.environments);
  if (before.environment !== now.environment) return { ...place, ...others, ...now };
  const { stack, account, accountAlias, region, access } = before;
  return {
    ...place,
    ...others,
    ...(access !== undefined ? { access } : {}),
    ...(account !== undefined && now.account === undefined
      ? { account, ...(accountAlias === undefined ? {} : { accountAlias }) }
      : {}),
    ...(region !== undefined ? { region } : {}),
    ...(stack ? { stack } : {}),
    ...now,
  };
}

/**
 * The stacks of the environments that are not worked with, as they were seen last.
 *
 * @param own the one that is worked with
 * @param all those that there are
 */
export function stacksOfOthers(
  { environment, stack, stacks = {} }: Pick<RecentProject, 'environment' | 'stack' | 'stacks'>,
  own: string | undefined,
  all: readonly string[],
): Pick<RecentProject, 'stacks'> {
  const seen = environment !== undefined && stack ? { ...stacks, [environment]: stack } : stacks;
  const others = Object.entries(seen).filter(([name]) => name !== own && all.includes(name));
  return others.length === 0 ? {} : { stacks: Object.fromEntries(others) };
}

function newest(projects: readonly RecentProject[]): RecentProject[] {
  return [...projects].sort((one, other) => other.openedAt - one.openedAt).slice(0, keptProjects);
}

function asProjects(value: unknown): RecentProject[] {
  const stored = asRecord(value)?.projects;
  if (!Array.isArray(stored)) return [];
  return newest(stored.slice(0, 1_000).flatMap((item): RecentProject[] => asProject(item)));
}

function asProject(value: unknown): RecentProject[] {
  const raw = asRecord(value) ?? {};
  const { folder, openedAt, environments } = raw;
  const name = textOf(raw.name);
  if (typeof folder !== 'string' || !isTime(openedAt) || name === undefined) return [];
  const stack = asStack(raw.stack);
  const stacks = Object.entries(asRecord(raw.stacks) ?? {})
    .slice(0, 50)
    .flatMap(([environment, each]) => {
      const seen = asStack(each);
      return seen && isText(environment) ? [[plainText(environment), seen] as const] : [];
    });
  const texts = Object.fromEntries(
    (['environment', 'access', 'account', 'accountAlias', 'region'] as const).flatMap((key) => {
      const text = textOf(raw[key]);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
  const place = asPlace(raw.place);
  return [
    {
      folder,
      openedAt,
      name,
      ...texts,
      ...(stack ? { stack } : {}),
      ...(stacks.length > 0 ? { stacks: Object.fromEntries(stacks) } : {}),
      ...(place ? { place } : {}),
      environments: Array.isArray(environments)
        ? environments.flatMap((each) => textOf(each) ?? []).slice(0, 50)
        : [],
    },
  ];
}

function asStack(value: unknown): SeenStack | undefined {
  const { name, status, at } = asRecord(value) ?? {};
  if (typeof name !== 'string' || typeof status !== 'string' || !isTime(at)) return undefined;
  return { name: plainText(name), status: plainText(status), at };
}

function asPlace(value: unknown): HomePlace | undefined {
  const raw = asRecord(value);
  if (!raw) return undefined;
  const part = textOf(raw.part);
  return { ...(part === undefined ? {} : { part }), rows: asTexts(raw.rows), filters: asTexts(raw.filters) };
}

function asTexts(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asRecord(value) ?? {}).slice(0, 20);
  return Object.fromEntries(
    entries.flatMap(([key, each]) => {
      const text = textOf(each);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && isText(value) && value !== '' ? plainText(value) : undefined;
}
