import { ago, aligned, count, duration } from '../../core/text.ts';
import { layoutLabels } from '../../project/project.ts';
import type { DoctorReport, Section } from './report.ts';

/** One line of a section; `about` links it to findings with the same subject. */
export interface TextRow {
  readonly about?: string;
  readonly text: string;
}

/** The facts of a section as aligned lines. */
export function sectionRows(section: Section, report: DoctorReport): readonly TextRow[] {
  return rowsOf[section](report);
}

const rowsOf: Readonly<Record<Section, (report: DoctorReport) => readonly TextRow[]>> = {
  program: ({ program, at }) => [
    {
      text: `amplify-tui ${program.version} · Node ${program.node} · ${program.platform} ${program.arch} ${program.release}`,
    },
    // A newer one is a finding instead.
    ...(program.newest && !program.newest.newer
      ? [
          {
            text: `newest version: ${program.newest.version} (seen ${ago(Date.parse(program.newest.seenAt), Date.parse(at))})`,
          },
        ]
      : []),
    ...(program.environment.length > 0 ? [{ text: `set: ${program.environment.join(' ')}` }] : []),
  ],
  terminal: ({ terminal }) => [
    {
      text: parts([
        terminal.output ? `${terminal.columns}x${terminal.rows}` : 'output is not a terminal',
        terminal.input ? '' : 'input is not a terminal',
        terminal.term,
        terminal.name,
        terminal.noColor ? 'NO_COLOR' : colours(terminal.colourDepth),
        terminal.unicode ? 'Unicode' : 'ASCII',
        terminal.multiplexer,
        terminal.ssh ? 'ssh' : '',
        terminal.ci ? 'CI' : '',
      ]),
    },
    {
      text: parts(
        (
          [
            ['full screen', terminal.fullScreen],
            ['links', terminal.hyperlinks],
            ['clipboard', terminal.clipboard],
            ['progress', terminal.progress],
            ['title', terminal.title],
          ] as const
        ).map(([name, able]) => `${name}: ${able ? 'yes' : 'no'}`),
      ),
    },
  ],
  files: ({ files }) =>
    // Paths are long and come last, so that the columns before them stay aligned on a narrow terminal.
    table(
      files.map(({ path, kind, mode, owner, size, target }) => ({
        about: path,
        cells: [
          mode ?? '',
          kind === 'missing' ? 'not there' : kind === 'file' ? bytes(size ?? 0) : kind,
          parts([path, target ? `link to ${target}` : '', owner === 'you' ? '' : owner]),
        ],
      })),
    ),
  profiles: ({ profiles }) =>
    profiles.length === 0
      ? [{ text: 'there are none' }]
      : table(
          profiles.map(({ name, kind, region, accessKey, usable }) => ({
            about: name,
            cells: [name, kind, region ?? '', parts([accessKey, usable ? '' : 'cannot be used here'])],
          })),
        ),
  access: ({ access }) => [
    {
      text:
        access.kind === 'none'
          ? 'none'
          : parts([
              access.kind === 'profile' ? `profile ${access.name}` : (access.name ?? 'environment keys'),
              `from ${access.source}`,
              access.region ?? 'no region',
              access.accessKey,
              access.account && `account ${access.account}`,
              access.identity,
            ]),
    },
  ],
  cloud: ({ cloud }) => [
    ...(cloud.endpoints.length === 0
      ? [{ text: cloud.kind === 'aws' ? 'AWS' : cloud.kind }]
      : table(
          cloud.endpoints.map(({ service, url, source }) => ({
            cells: [service === 'all' ? 'all services' : service, url, `from ${source}`],
          })),
        )),
    ...table(
      cloud.network.map(({ what, source, value }) => ({
        cells: [what, value ?? 'no address', `from ${source}`],
      })),
    ),
    {
      text:
        cloud.asked === null
          ? 'not asked'
          : parts([cloud.asked, cloud.answerTime === null ? 'no answer' : clock(cloud)]),
    },
  ],
  project: ({ project }) => [
    {
      text:
        project.root === null
          ? `none in ${project.folder}`
          : parts([
              project.name,
              project.layout && layoutLabels[project.layout],
              project.environment,
              project.root,
              project.stack,
            ]),
    },
  ],
  unfinished: ({ unfinished }) =>
    unfinished.length === 0
      ? [{ text: 'none' }]
      : table(
          unfinished.map(({ kind, id, folder, stack, user, profile, account, region, age }) => ({
            about: id,
            cells: [
              kind,
              folder ?? `user ${user}`,
              stack ?? `profile ${profile}`,
              parts([account, region, `started ${duration(age)} ago`]),
            ],
          })),
        ),
  settings: ({ settings }) => [{ text: parts([`theme ${settings.theme}`, `log in ${settings.log}`]) }],
};

function parts(texts: readonly (string | null | undefined)[]): string {
  return texts.filter(Boolean).join(' · ');
}

/** Aligned lines for a table. */
function table(rows: readonly { readonly about?: string; readonly cells: readonly string[] }[]): TextRow[] {
  const lines = aligned(rows.map(({ cells }) => cells));
  return rows.map(({ about }, at) => ({ ...(about === undefined ? {} : { about }), text: lines[at] ?? '' }));
}

function colours(depth: number): string {
  if (depth === 1) return 'no colours';
  return depth === 24 ? 'true colour' : `${2 ** depth} colours`;
}

function bytes(size: number): string {
  return size < 1024 ? count(size, 'byte') : `${Math.round(size / 1024)} KiB`;
}

function clock({ answerTime, clockOffset }: DoctorReport['cloud']): string {
  const took = `answers in ${answerTime} ms`;
  if (clockOffset === null) return `${took}, tells no time`;
  // The answer has whole seconds, so differences below two mean nothing.
  if (Math.abs(clockOffset) < 2000) return `${took}, clocks agree`;
  return `${took}, clock ${clockOffset > 0 ? '+' : '-'}${Math.round(Math.abs(clockOffset) / 1000)} s off`;
}
