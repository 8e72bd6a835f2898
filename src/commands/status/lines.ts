import { missingWords } from '../../aws/missing-words.ts';
import { statusNote, statusWords } from '../../aws/progress/words.ts';
import { count, duration, plainText, utcTime } from '../../core/text.ts';
import { goneWords } from '../../flows/environments/rows.ts';
import { type DeployedBackend, isGone } from '../../flows/status/deployed.ts';
import { layoutLabels } from '../../project/project.ts';
import { consoleUnknown } from '../../regions/partitions.ts';
import type { ShownStatus } from './shown.ts';

/** The status of a project for people: one fact per row. */
export function statusLines(shown: ShownStatus): string[] {
  const { project, source, identity, links } = shown;
  const { settings } = project;
  const rows: [string, string][] = [
    ['project', `${settings.name}   ${project.root}`],
    ['app', [settings.app, settings.framework].filter(Boolean).join(' · ')],
    ['layout', [layoutLabels[project.layout], project.environment].filter(Boolean).join(' · ')],
  ];
  const who = identity.value;
  if (who)
    rows.push(
      ['identity', `${who.arn}   (${who.access}, from ${source})`],
      ['account', [who.accountAlias, who.account, who.region].filter(Boolean).join(' · ')],
    );
  else rows.push(['identity', identity.problem?.what ?? 'not known'], ['', identity.problem?.next ?? '']);
  rows.push(...stackRows(shown), ...localRows(shown));
  if (links) rows.push(['console', links.stack]);
  else if (project.stack)
    rows.push(['console', consoleUnknown(project.stack.stackId.split(':')[1] ?? 'aws')]);
  if (links?.amplify) rows.push(['', links.amplify]);
  return [
    ...rows.map(([name, value]) => `${name.padEnd(10)}${plainText(value)}`),
    ...[...unfinishedNotes(shown), ...shown.drift, ...lockNotes(shown), ...project.notes].map(
      (note) => `▲ ${plainText(note)}`,
    ),
    ...(project.faults ?? []).flatMap(({ what, why, next }) => [
      `✖ ${plainText(`${what} ${why}`)}`,
      `  ${plainText(next)}`,
    ]),
  ];
}

function unfinishedNotes({ unfinished }: ShownStatus): string[] {
  return unfinished ? [`${unfinished.text} ${unfinished.next}`] : [];
}

function lockNotes({ locked }: ShownStatus): string[] {
  return locked
    ? [
        'The backend is locked by `amplify gen2-migration`: it is being moved to Gen 2, and nothing is written.',
      ]
    : [];
}

function stackRows({ project, deployed }: ShownStatus): [string, string][] {
  if (!project.stack) return [];
  const found = deployed?.value;
  const state =
    deployed?.problem?.what ??
    (deployed && !found ? 'not there' : found ? statusWords(found.stack.status) : 'not asked');
  const { deletedAt } = found?.stack ?? {};
  const shown = isGone(found) ? goneWords(deletedAt) : state;
  const rows: [string, string][] = [['stack', `${project.stack.stackName}   ${shown}`]];
  if (!found) return rows;
  const note = statusNote(found.stack.status);
  if (note) rows.push(['', note]);
  if (found.missing.length > 0) rows.push(['', `▲ ${missingWords(found.missing)}`]);
  if (found.stack.status === 'REVIEW_IN_PROGRESS') return rows;
  rows.push(['deployed', deploymentText(found)]);
  for (const [index, { category, name, status }] of found.nested.entries())
    rows.push([index === 0 ? 'nested' : '', `${category}/${name}   ${statusWords(status)}`]);
  return rows;
}

function deploymentText({ last }: DeployedBackend): string {
  const at = utcTime(last.startedAt);
  return last.endedAt === undefined
    ? `since ${at}`
    : `${at}, took ${duration(last.endedAt - last.startedAt)}`;
}

const words = {
  create: 'new',
  update: 'changed',
  delete: 'taken out',
  unknown: 'not compared: #current-cloud-backend is not here',
} as const;

/** What the next push would do. */
function localRows({ local, deployed }: ShownStatus): [string, string][] {
  if (local.problem) return [['backend', local.problem.what]];
  const resources = local.value ?? [];
  const rows = resources.flatMap(({ category, name, service, change }): string[] => {
    return change === 'none'
      ? []
      : [[`${category}/${name}`, service, words[change]].filter(Boolean).join('   ')];
  });
  if (rows.length === 0) {
    // For a deleted or unknown backend there is no row.
    if (!deployed?.value || isGone(deployed.value)) return [];
    const all = resources.length > 0 ? `${count(resources.length, 'resource')}, ` : '';
    return [['backend', `${all}as it was deployed`]];
  }
  return rows.map((text, index) => [index === 0 ? 'backend' : '', text]);
}
