import { faults, phaseTitles } from './faults.mjs';
import { phases } from './gate.mjs';

const sectionStart = '<!-- all flows: figures of `npm run chaos -- --write` -->';
const sectionEnd = '<!-- end of all flows -->';

/** The section about all flows, from the figures of a run of chaos.mjs. */
export function chaosSection({ seed, minutes, figures }) {
  return [
    sectionStart,
    '| what | cases | failed | outcome |',
    '| --- | --- | --- | --- |',
    ...figures.map(
      ({ title, cases, failures, outcome }) => `| ${title} | ${cases} | ${failures} | ${outcome} |`,
    ),
    '',
    `Seed ${seed}${minutes === undefined ? '' : `, one run of ${minutes} minutes`}; the choices are random, another seed makes others.`,
    sectionEnd,
  ].join('\n');
}

/** The page with its section about all flows replaced. @throws if it has none */
export function withSection(page, section) {
  const [from, to] = [page.indexOf(sectionStart), page.indexOf(sectionEnd)];
  if (from < 0 || to < 0) throw new Error('docs/reliability.md has no section about all flows');
  return page.slice(0, from) + section + page.slice(to + sectionEnd.length);
}

/** docs/reliability.md from the cells of all runs and the figures of all flows. */
export function reliabilityPage(cells, figures) {
  const of = (fault) => cells.filter((cell) => cell.fault === fault);
  return [
    '# What goes wrong, and what comes of it',
    '',
    '<!-- Made by `node build/reliability.mjs` from runs of the built program; do not edit. -->',
    '',
    ...aboutAll,
    '',
    chaosSection(figures),
    '',
    '## Every fault in every phase of `init`',
    '',
    ...about,
    '',
    `| | ${phases.map((phase) => phaseTitles[phase]).join(' | ')} |`,
    `| --- | ${phases.map(() => '---').join(' | ')} |`,
    ...faults.map((fault) => overviewRow(fault, of(fault))),
    '',
    ...faults.flatMap((fault) => section(fault, of(fault))),
  ].join('\n');
}

export const aboutAll = [
  '## All flows',
  '',
  'The flows that write are `init` in both layouts, `configure`, with a new user and `profiles rotate`, `configure project`,',
  '`upgrade`, `env use`, `share`, `assume-role role`, `assume-role user`, `delete` of a project in both layouts, with a download of',
  'its buckets, `env remove`, `access remove`, `undo` in a project and in `~/.aws`, and `settings set`. `npm run chaos` attacks the',
  'built program in all of them, with random cases, as many as its time allows. After each case the person goes on as the program says, and then all has',
  'to be there once and whole, or gone: stack, user, key, role, profile, files; nothing is left behind. A full disk comes from a hook in the',
  'system under the program, a bad network from a proxy before the demo cloud; kills and stops are real. Kills at every single',
  'moment of `init` are in `npm run test:slow`, too, and so are those of each write to `~/.aws`.',
  '',
  '| flow | resumes with | what has to be there then |',
  '| --- | --- | --- |',
  '| `init`, both layouts | `init --resume`, or `init` where nothing had begun | one complete stack, the project |',
  '| `configure` | the same command | all files as after a run that nothing disturbs |',
  '| `configure --create-user`, `profiles rotate` | the same with `--resume` | the profile holds a key of the user, no key is held by nobody, one key or the two of a rotation |',
  '| `configure project`, `upgrade`, `env use`, `share` | the same command | all files as after a run that nothing disturbs |',
  '| `assume-role role`, `assume-role user` | the same with `--resume` | the hand-over note; one key, held by its profile |',
  '| `delete`, `env remove` | the same with `--resume` | no stack, bucket, role, app or file of it; ~/.aws byte for byte; another environment untouched; what was downloaded |',
  '| `access remove` of a user, and of a role elsewhere with its user | the same command | no user, key, policy, profile or note of it; all else of `~/.aws` byte for byte |',
  '| `undo` of a change of a project, and of `~/.aws` | the same command | all files as after a run that nothing disturbs |',
  '| `settings set` | the same command | the setting; every other line of the file byte for byte |',
  '',
  'Random, as the seed decides: the edits of files; flow, moment and number of kills and stops; what eight runs do; the call that',
  'meets a bad network, and the kind of it; values in hostile files. In turn, beginning where the seed says: each write of each flow',
  'that meets a full disk, the commands and flows that meet a bad network, those that are searched for secrets, and the largest',
  'answers and files; a short run does not come to all of them, and the figures say to how many it came. Every fault in every phase',
  'is proved for `init` alone, below.',
];

const about = [
  'Each cell is a run of the built program, `amplify-tui init --yes`, against the demo cloud, with a home and a cloud of',
  'its own. The fault begins at the first request or answer of its phase. When the run has ended the fault is over, and',
  'what the person does next is done. `npm run test:slow` makes all runs again and compares them with this page.',
  '',
  'In every cell: the program ends by itself with exit code 0, 1 or 130 (unless it is killed), no file is written in',
  'part, there is one stack at most, whatever is left in the cloud was named, and in the end there are one complete',
  'stack, its template in its bucket, and all five files of the project. A full disk, a folder without permission and a',
  'wrong clock come from a hook in the system under the program; all else is real. Times, names and ports are left out,',
  'as they differ from run to run.',
  '',
  '- **done**: the run itself finished, exit code 0',
  '- **resumed**: it ended with exit code 1 or 130 or was killed; `init --resume`, or `init` where nothing had begun,',
  '  finished it, with the same stack',
  '- **cleaned up**: AWS could not make the stack; `init --clean-up` deleted it, and `init` made another one',
  '',
  'Where a fault lasts, the run has `--patience 20`: it waits 20 seconds for the end of the fault instead of ten minutes.',
];

function overviewRow(fault, cells) {
  const columns = phases.map((phase) => {
    const cell = cells.find((candidate) => candidate.phase === phase);
    if (!cell) return fault.else;
    return cell.outcome;
  });
  return `| [${fault.title}](#${anchor(fault.title)}) | ${columns.join(' | ')} |`;
}

/** The anchor that GitHub makes from a heading. */
function anchor(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function section(fault, cells) {
  const rows = [];
  for (const cell of cells) {
    const contents = [cell.sees, String(cell.code), cell.cloud, cell.disk, cell.goesOn]
      .map(inTable)
      .join(' | ');
    const last = rows.at(-1);
    if (last?.contents === contents) last.phases.push(cell.phase);
    else rows.push({ contents, phases: [cell.phase] });
  }
  return [
    `## ${fault.title}`,
    '',
    '| when | what the person sees | exit code | left in the cloud | left on disk | how it goes on |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.phases.map((phase) => phaseTitles[phase]).join('; ')} | ${row.contents} |`),
    ...(fault.else ? ['', `Else: ${fault.else}.`] : []),
    '',
  ];
}

function inTable(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
}
