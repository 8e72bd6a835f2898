import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { withBindings } from '../../../../components/keys/bindings.ts';
import { knownCommands } from '../../../../components/keys/key-table.ts';
import type { KeyName } from '../../../../components/keys/keys.ts';
import { paneKeys } from '../../../../components/keys/pane-keys.ts';
import { type KnownCommand, readBindings, refusalOf } from '../../../../components/keys/read-bindings.ts';
import { activeStates, machineCommands } from '../../../../machines/commands.ts';
import { setLines } from '../../../../src/state/settings-text.ts';
import { pretend, startSession } from '../../../support/pretend.ts';

const read = (text: string, table: readonly KnownCommand[] = knownCommands) =>
  readBindings(
    setLines(`[keys]\n${text}`).filter(({ section }) => section === 'keys'),
    table,
    '~/settings.ini',
  );

describe('your own keys', () => {
  it('are read, several on a line, with a comment after them', () => {
    const { bindings, findings } = read(
      'session.open-init = n ctrl+n ; new\nsession.help = ctrl+g H\nsession.palette = ; ctrl+k # all',
    );
    expect(findings).toEqual([]);
    expect([...bindings]).toEqual([
      ['session.open-init', ['n', 'ctrl+n']],
      ['session.help', ['ctrl+g', 'H']],
      ['session.palette', [';', 'ctrl+k']],
    ]);
  });

  it.each([
    [
      'session.open-int = n',
      /line 2: "session.open-int = n" is left out: .*Did you mean session.open-init\?/,
    ],
    ['session.open-init = ctrl+c', /ctrl\+c cannot be given to a command: it quits safely/],
    ['session.open-init = ctrl+i', /terminals send it for Tab/],
    ['session.open-init = F13', /F13 is not a key\. Write a character, one of space, enter/],
    ['session.open-init =', /a key is missing, such as n, ctrl\+n/],
    ['session.open-init', /a key is missing/],
    ['session.open-init = p', /the key p is taken on the same pane by "profiles" \(session.open-profiles\)/],
    ['session.open-init = j', /the key j is taken on the same pane by "down" \(list.down\)/],
    ['session.open-init = q', /taken .* by "quit" \(session.quit\)/],
    ['terminal.interrupt = x', /there is no command of this id/],
    ['session.open-init = n\nsession.open-init = m', /line 3: .*has its keys in a line above/],
    ['session.open-init = n\nsession.open-share = n', /line 3: .*taken on the same pane by "init"/],
  ])('%j is reported and ignored', (text, finding) => {
    const { bindings, findings } = read(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(finding);
    expect(findings[0]).toMatch(/^~\/settings\.ini, line \d: /);
    expect(bindings.size).toBe(text.includes('\n') ? 1 : 0);
  });

  it('may be swapped, and be those of a command that has others now', () => {
    expect(read('session.open-init = p\nsession.open-profiles = i').findings).toEqual([]);
    expect(read('session.open-profiles = P\nsession.open-init = p').findings).toEqual([]);
  });

  it('are reported as taken if the line that freed them is ignored', () => {
    const { bindings, findings } = read('session.open-profiles = ctrl+c\nsession.open-init = p');
    expect(findings).toHaveLength(2);
    expect(bindings.size).toBe(0);
  });

  it('may be the same on panes that are never shown together', () => {
    expect(read('session.open-init = t').findings).toEqual([]);
  });

  it('contain no secret that somebody put into the file', () => {
    const { findings } = read('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYCANARYKEY1');
    expect(findings.join()).not.toMatch(/CANARY/);
  });

  it('replace the keys of a command, also in its footer', () => {
    const list = { id: 'list.down', label: 'move', keys: ['down', 'j'], footerKey: '↑↓', group: 'Moving' };
    const init = {
      id: 'OPEN_INIT',
      binds: 'session.open-init',
      label: 'init',
      keys: ['i'],
      group: 'Program',
    };
    const bound = withBindings(
      [list, init],
      new Map([
        ['list.down', ['n']],
        ['session.open-init', ['I']],
      ]),
    );
    expect(bound).toEqual([
      { id: 'list.down', label: 'move', keys: ['n', 'down'], group: 'Moving' },
      { ...init, keys: ['I'] },
    ]);
  });
});

describe('the table of commands', () => {
  it.each([
    'OPEN_INIT',
    'OPEN_PROFILES',
    'OPEN_SETTINGS',
    'OPEN_CALLS',
    'OPEN_PROJECTS',
    'OPEN_ASSUME_ROLE',
  ] as const)('has every command that is possible after %s, with its key and its pane', async (type) => {
    const session = startSession(pretend());
    await waitFor(session, ({ value }) => value.view === 'home');
    const check = () => {
      const [innermost] = activeStates(session);
      for (const { binds, key } of machineCommands(session)) {
        const known = knownCommands.filter(({ id }) => id === binds);
        const here = known.filter(({ panes }) => panes === 'all' || panes.has(innermost!.meta.pane));
        expect(
          here.some(({ keys }) => keys.includes(key)),
          `${binds} on ${innermost!.meta.pane}`,
        ).toBe(true);
      }
    };
    check();
    session.send({ type });
    check();
    session.stop();
  });
});

/** Their effects belong to the text or the key that is being typed. */
const whileTyping = new Set(['settings.keep-key', 'device.back', 'device.clear']);
/** Esc is the way back wherever it is pressed. */
const beside = (keys: readonly KeyName[]) => keys.filter((key) => key !== 'escape');

describe('the default keys of panes', () => {
  it.each(
    paneKeys.filter(
      ({ where, id, keys }) =>
        /^(?:Panes of home|Details of a pane)$/.test(where) &&
        !whileTyping.has(id) &&
        beside(keys).length > 0,
    ),
  )('are in the table: $id', ({ id, keys }) => {
    // Only one, since a machine's command with the same id would get its keys as well.
    const known = knownCommands.filter((each) => each.id === id);
    expect(known.map((each) => each.keys)).toEqual([beside(keys)]);
  });

  it('are not given to another command of the same pane', () => {
    const of = (id: string, key: string) => refusalOf(id, [key], knownCommands, new Map());
    expect(of('session.open-init', 'enter')).toContain('home.open');
    expect(of('settings.next', 'space')).toContain('settings.change');
  });
});

describe('a key pressed for a command', () => {
  const given = new Map([['session.open-profiles', ['P']]]);

  it.each([
    ['session.open-init', ['n'], new Map(), undefined],
    ['session.open-init', ['p'], new Map(), /^p is taken on the same pane by "profiles"/],
    // Taken from another command, which has a different key now.
    ['session.open-init', ['p'], given, undefined],
    ['session.open-init', ['ctrl+c'], new Map(), /it quits safely/],
    // Its own default, which had been given away.
    [
      'session.open-profiles',
      undefined,
      new Map([['session.open-init', ['p']]]),
      /p was given to session.open-init/,
    ],
    ['session.open-profiles', undefined, given, undefined],
  ] as const)('%s %j', (id, keys, bindings, why) => {
    const refusal = refusalOf(id, keys, knownCommands, bindings as ReadonlyMap<string, readonly string[]>);
    if (why) expect(refusal).toMatch(why);
    else expect(refusal).toBeUndefined();
  });
});
