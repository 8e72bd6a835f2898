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
    '# What can go wrong, and what happens then',
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
  'built program in all of them, with as many random cases as its time allows. After each case the user continues as the program',
  'says. Then everything has to exist once and complete, or not at all: stack, user, key, role, profile, files; nothing is left',
  'behind. A full disk is simulated by a hook in the system under the program, a bad network by a proxy in front of the demo cloud;',
  'kills and stops are real. Kills at every single moment of `init`, and of each write to `~/.aws`, are part of `npm run test:slow`.',
  '',
  '| flow | resumed with | required result |',
  '| --- | --- | --- |',
  '| `init`, both layouts | `init --resume`, or `init` if nothing had started | one complete stack, the project |',
  '| `configure` | the same command | all files as after an undisturbed run |',
  '| `configure --create-user`, `profiles rotate` | the same with `--resume` | the profile has a key of the user, every key is in a profile, one key or the two of a rotation |',
  '| `configure project`, `upgrade`, `env use`, `share` | the same command | all files as after an undisturbed run |',
  '| `assume-role role`, `assume-role user` | the same with `--resume` | the hand-over note; one key, in its profile |',
  '| `delete`, `env remove` | the same with `--resume` | no stack, bucket, role, app or file of it; ~/.aws and other environments unchanged; the downloads |',
  '| `access remove` of a user, and of a role elsewhere with its user | the same command | no user, key, policy, profile or note of it; everything else in `~/.aws` unchanged |',
  '| `undo` of a change of a project, and of `~/.aws` | the same command | all files as after an undisturbed run |',
  '| `settings set` | the same command | the setting; every other line of the file unchanged |',
  '',
  'The seed decides at random: the edits of files; flow, moment and number of kills and stops; what eight runs do; the call that meets',
  'a bad network, and its kind; values in hostile files. In turn, from where the seed says: each write of each flow with a full disk,',
  'the commands and flows with a bad network, those searched for secrets, and the largest answers and files. A short run does not',
  'reach all of them; the figures say how many it reached. Every fault in every phase is proved only for `init`, below.',
];

const about = [
  'Each cell is a run of the built program, `amplify-tui init --yes`, with a home and a demo cloud of its own. The fault',
  "starts at the first request or answer of its phase. When the run has ended, so does the fault, and the user's next step",
  'is carried out. `npm run test:slow` repeats all runs and compares them with this page.',
  '',
  'In every cell: the program ends by itself with exit code 0, 1 or 130 (unless it is killed), no file is half-written,',
  'there is at most one stack, whatever is left in the cloud was named, and in the end there are one complete stack, its',
  'template in its bucket, and all five files of the project. A full disk, a folder without permission and a wrong clock are',
  'simulated by a hook in the system under the program; everything else is real. Times, names and ports are left out, since',
  'they differ between runs.',
  '',
  '- **done**: the run itself finished, exit code 0',
  '- **resumed**: it ended with exit code 1 or 130 or was killed; `init --resume`, or `init` if nothing had started,',
  '  finished it, with the same stack',
  '- **cleaned up**: AWS could not make the stack; `init --clean-up` deleted it, and `init` made another one',
  '',
  'If a fault lasts, the run has `--patience 20`: it waits 20 seconds for the end of the fault instead of ten minutes.',
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
    '| when | what the user sees | exit code | left in the cloud | left on disk | how it continues |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.phases.map((phase) => phaseTitles[phase]).join('; ')} | ${row.contents} |`),
    ...(fault.else ? ['', `Else: ${fault.else}.`] : []),
    '',
  ];
}

function inTable(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
}
