import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { Problem } from '../../src/core/problem.ts';
import { plainText } from '../../src/core/text.ts';
import { type Pretence, pretend, settledWith, startSession } from '../support/pretend.ts';
import {
  accessOptions,
  freshHome,
  freshLocalState,
  identity,
  plan,
  project,
  trouble,
  unfinished,
  updates,
} from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { faultsOf, fewSizes, type Session, showApp, shownNow } from './support/app.tsx';
import { scenes } from './support/scenes.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** A new title, a colour, a cleared screen, a bell, a line break, wide letters, and far too long. */
const evil = (word: string) =>
  `${word}\u001B]2;evil\u0007\u001B[31m\u001B[2J\u009B5n\r\nWIDE世界🙂${'x'.repeat(300)}`;

const evilOption = {
  ...accessOptions[0]!,
  choice: { kind: 'profile', name: evil('profile') },
  label: plainText(evil('label')),
} as const;
const evilIdentity = {
  ...identity,
  accountAlias: evil('alias'),
  arn: evil('arn'),
  access: plainText(evil('profile')),
};
const evilTrouble = { ...trouble, what: evil('what'), why: evil('why'), next: evil('next') };
const evilSettings = { ...project.settings, name: evil('name'), editor: evil('editor') };
const options = [
  evilOption,
  {
    ...evilOption,
    choice: { kind: 'environment' } as const,
    usable: { ok: false, why: 'x'.repeat(300) } as const,
  },
];
const evilProject = {
  ...project,
  root: evil('/root'),
  settings: evilSettings,
  stack: { ...project.stack!, stackName: evil('stack') },
  notes: [evil('note')],
};

const evilUpdate = {
  ...updates.denied,
  progress: {
    ...updates.denied.progress,
    resources: updates.denied.progress.resources.map((resource) => ({ ...resource, reason: evil('reason') })),
    causes: updates.denied.progress.causes.map((cause) => ({ ...cause, reason: evil('reason') })),
    events: updates.denied.progress.events.map((event) => ({ ...event, reason: evil('reason') })),
  },
};

const localState = {
  ...freshLocalState,
  accessOptions: options,
  answers: {
    ...freshLocalState.answers,
    access: evilOption.choice,
    region: 'eu-west-1',
    javascript: { ...freshLocalState.answers.javascript, buildCommand: 'npm run 世界' },
  },
};

/**
 * The data of each scene, hostile wherever a stranger could write it: a folder's name, AWS's answers, the project's own files.
 * The readers of AWS files have already made their values safe.
 */
const given: Partial<Pretence> = {
  loadHome: async () => ({
    ...freshHome,
    found: { kind: 'project', project: evilProject },
    profiles: options,
    access: { choice: evilOption.choice, source: 'AWS_PROFILE', region: 'eu-west-1' },
    activity: [{ at: 0, text: evil('activity'), tone: 'bad' }],
  }),
  whoAmI: async () => evilIdentity,
  lookAround: async () => localState,
  identify: async () => evilIdentity,
  makePlan: async () => ({
    ...plan,
    identity: evilIdentity,
  }),
  watch: settledWith(evilUpdate),
  follow: settledWith(evilUpdate),
};

/** Panes that depend on the stack in their scene. */
const followsItsOwn = ['init.deploying', 'init.done', 'init.not-finished', 'init.other-access', 'home'];

/** A scene's data, with its own failures and findings made hostile, too. */
function hostile(scene: (typeof scenes)[number]): Partial<Pretence> {
  const fails = () => Promise.reject(new Problem(evilTrouble));
  const own = { ...scene.given };
  if (own.identify) own.identify = fails;
  if (own.storeBackend) own.storeBackend = fails;
  if (own.whoAmI) own.whoAmI = fails;
  if (own.follow && !followsItsOwn.includes(scene.pane)) own.follow = settledWith(evilUpdate);
  const { lookAround, loadHome: _, watch, ...rest } = own;
  // Only a stuck stack has a rollback to continue.
  if (scene.pane === 'watch.rollback') return { ...given, ...rest, ...(watch ? { watch } : {}) };
  if (!lookAround) return { ...given, ...rest };
  return {
    ...given,
    ...rest,
    lookAround: async () => {
      const found = await lookAround();
      return {
        ...localState,
        found:
          found.found.kind === 'project'
            ? { kind: 'project', project: { ...evilProject, layout: found.found.project.layout } }
            : found.found.kind === 'nested'
              ? { kind: 'nested', root: evil('/root') }
              : found.found.kind === 'unreadable'
                ? { kind: 'unreadable', root: evil('/root'), problem: new Problem(evilTrouble) }
                : found.found,
        ...(found.environments ? { environments: found.environments.map(evil) } : {}),
        ...(found.unfinished
          ? { unfinished: { ...unfinished, settings: evilSettings, stackName: evil('stack') } }
          : {}),
      };
    },
  };
}

/** The parts of hostile text that took effect. */
function intruders(bytes: string): string[] {
  return ['\u001B[31m', '\u001B]2;evil', '\u0007', '\u009B', '\u001B[2J'].flatMap((sequence) =>
    bytes.includes(sequence) ? [`${JSON.stringify(sequence)} after ${before(bytes, sequence)}`] : [],
  );
}

const before = (bytes: string, sequence: string) =>
  JSON.stringify(bytes.slice(0, bytes.indexOf(sequence)).slice(-40));

describe('text from outside', () => {
  const shown = scenes.filter(({ pane }) => pane !== 'init.looking' && pane !== 'init.region');

  it.each(shown.map((scene) => [`${scene.pane} ${scene.name}`.trim(), scene] as const))(
    'cannot move, colour or break the screen: %s',
    async (_, scene) => {
      const session = startSession(pretend(hostile(scene)), { ...scene.input, folder: evil('/home/sam') });
      running.push(session);
      await waitFor(session, ({ value }) => value.who === 'known' || value.who === 'rejected');
      await scene.go?.(session);
      const screen = await showApp(session, { columns: 60, rows: 16 });
      for (const [columns, rows] of fewSizes) {
        await screen.resize(columns, rows);
        expect(shownNow(session).pane).toBe(scene.pane);
        // A name of a thousand characters is cut, however many rows are free.
        const faults = faultsOf(screen, undefined, scene.dialog).filter(
          (fault) => !/^cut though/.test(fault),
        );
        expect(faults, screen.text().join('\n')).toEqual([]);
      }
      expect(intruders(screen.bytes())).toEqual([]);
    },
  );
});
