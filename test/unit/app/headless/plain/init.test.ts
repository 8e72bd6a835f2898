import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../../src/core/problem.ts';
import { planInit } from '../../../../../src/flows/init/plan.ts';
import { eventually } from '../../../../support/eventually.ts';
import { never, type Pretence, sends, settledWith } from '../../../../support/pretend.ts';
import {
  accessOptions,
  freshLocalState,
  plan,
  trouble,
  unfinished,
  updates,
} from '../../../../support/pretend-values.ts';
import { problemOf, talkThrough } from './support.ts';

/** Actors that the session starts in addition to the flow. */
const besides = ['loadHome', 'whoAmI', 'compareBackend', 'readFiles', 'readEnvironments'];

function converse(lines: readonly string[], given: Partial<Pretence> = {}) {
  const { calls, ...rest } = talkThrough('init', lines, { follow: settledWith(updates.complete), ...given });
  return { ...rest, calls: () => calls.filter((name) => !besides.includes(name)) };
}

const ended = (said: readonly string[]) => said.at(-1);

const looks = (change: object) => ({ lookAround: async () => ({ ...freshLocalState, ...change }) });
/** Name, layout, editor, kind of app, five of the framework, profile: all as suggested. */
const asSuggested = ['', '', '', '', '', '', '', '', '', ''];

describe('init in plain mode', () => {
  it('goes all the way with empty lines, but creates only what a typed yes confirms', async () => {
    const { end, calls, said } = converse([...asSuggested, 'yes', '', '1', 'yes']);
    await end;
    expect(ended(said)).toBe(`Init finished: ${plan.stackName}, ${plan.files.length} files.`);
    expect(calls()).toEqual([
      ...['lookAround', 'identify', 'makePlan', 'createStack', 'follow', 'storeBackend', 'writeFiles'],
    ]);
    const at = (text: string) => said.findIndex((line) => line.includes(text));
    const order = [
      'What is the project called?',
      'Which editor do you use?',
      'How is your app built?',
      'Which AWS profile?',
      'Is this the right account?',
      'Review: nothing has been changed yet',
      `Creates stack ${plan.stackName}`,
      'is complete.',
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(said.filter((line) => line.startsWith('Type yes'))).toEqual([
      'Type yes to continue, or a number: yes',
      'Type yes to create, or a number: ',
      'Type yes to create, or a number: 1',
      'Type yes to create: yes',
    ]);
  });

  it('ends the sentence about a lost connection once', async () => {
    const connection = { kind: 'offline', since: 0, nextTryAt: 0, why: 'The proxy sent nothing.' } as const;
    const { end, said, stop } = converse(asSuggested, {
      identify: (async ({ tell }: { tell: (state: typeof connection) => void }) => {
        tell(connection);
        return never();
      }) as never,
    });
    const at = () => said.find((line) => line.startsWith('no connection'));
    await eventually(() => expect(at()).toMatch(/now\. The proxy sent nothing\.$/));
    stop.abort();
    await problemOf(end);
  });

  it('offers the lines for .gitignore in the review, by number or name', async () => {
    const ignored = new Map([['.gitignore', 'dist\n']]);
    const { end, said } = converse([...asSuggested, 'yes', 'add to .gitignore', 'yes'], {
      makePlan: (async ({ answers }: { answers: { gitIgnore?: 'add' } }) =>
        planInit({ ...plan, existing: ignored, gitIgnore: answers.gitIgnore })) as never,
    });
    await end;
    expect(ended(said)).toMatch(/^Init finished/);
    const offered = said.findIndex((line) => line.startsWith('.gitignore does not keep out'));
    const added = said.indexOf('Changes file .gitignore.');
    expect(offered).toBeGreaterThan(-1);
    expect(added).toBeGreaterThan(offered);
    expect(said.filter((line) => line.startsWith('.gitignore does not keep out'))).toHaveLength(1);
  });

  it('accepts text, a number or a name; says what is wrong and asks again', async () => {
    let asked: { answers: Record<string, unknown> } | undefined;
    const lines = [
      'a',
      'tienda',
      '',
      'vim or neovim',
      '9',
      '1',
      'vue',
      '../out',
      'app',
      '',
      '',
      '',
      '',
      'yes',
    ];
    const { end, said } = converse(lines, {
      makePlan: (async (input: typeof asked) => {
        asked = input;
        return plan;
      }) as never,
    });
    expect((await problemOf(end)).code).toBe('ANSWERS_MISSING');
    expect(asked?.answers).toMatchObject({ name: 'tienda', editor: 'vim', app: 'javascript' });
    expect(asked?.answers).toMatchObject({ framework: 'vue', javascript: { sourceDir: 'app' } });
    expect(said.join('\n')).toMatch(/Type at least 3 letters.*\n.*tienda/);
    expect(said.join('\n')).toMatch(/Type a number from 1 to 4, or the name\.\n.*: 1\n/);
    expect(said.join('\n')).toMatch(/Stay inside the project.*\n.*: app/);
  });

  it('asks for the environment of a layout with environments', async () => {
    const { end, said } = converse([
      '',
      'environments',
      'Dev',
      'test',
      '/back',
      '',
      '',
      '',
      '/back',
      '/back',
    ]);
    await end;
    expect(ended(said)).toBe('Left init.');
    expect(said.join('\n')).toMatch(/Environment name \[dev\]: Dev\n.*small letters.*\n.*: test/);
    expect(said.join('\n')).toContain('Environment name [test]: ');
  });

  it('refuses an unusable profile, with the reason', async () => {
    const broken = accessOptions.findIndex(({ usable }) => !usable.ok);
    const { end, said } = converse([...asSuggested.slice(1), String(broken + 1)], looks({ accessOptions }));
    expect((await problemOf(end)).what).toContain('Which AWS profile?');
    const usable = accessOptions[broken]!.usable;
    expect(usable.ok ? '' : said).toContain(usable.ok ? '' : usable.why);
  });

  it('goes back with /back and keeps what was typed', async () => {
    const { end, said } = converse(['tienda', '', '/back', '', '', '/back', '/back']);
    await end;
    expect(ended(said)).toBe('Left init.');
    const prompts = said.filter((line) => line.startsWith('Project name'));
    expect(prompts.map((line) => line.replace(/^.*\[(.*)\].*$/, '$1'))).toEqual([
      freshLocalState.answers.name,
      'tienda',
      'tienda',
    ]);
  });

  it('creates nothing if the input ends at the review', async () => {
    const { end, calls } = converse([...asSuggested, 'yes']);
    expect(await problemOf(end)).toMatchObject({
      code: 'ANSWERS_MISSING',
      what: 'The input ended before this was answered: Review: nothing has been changed yet',
    });
    expect(calls()).not.toContain('createStack');
  });

  it('explains a problem in words and offers what you can do', async () => {
    let tries = 0;
    const { end, said } = converse([...asSuggested, '1', '/back', '/back'], {
      identify: async () => {
        tries += 1;
        throw new Problem(trouble);
      },
    });
    expect((await problemOf(end)).what).toContain('How is your app built?');
    expect(tries).toBe(2);
    for (const text of [trouble.what, trouble.why, trouble.next]) expect(said).toContain(text);
    expect(said).toContain('1. retry');
  });

  it('reports each event of a deployment once, and why a stack failed', async () => {
    const { end, said } = converse([...asSuggested, 'yes', 'yes'], {
      follow: sends(
        { type: 'UPDATE', update: updates.denied },
        { type: 'UPDATE', update: updates.denied },
        { type: 'SETTLED', update: updates.denied },
      ),
    });
    expect((await problemOf(end)).what).toContain('could not be created');
    const cause = updates.denied.progress.causes[0]!;
    expect(said).toContain(`Cause: ${cause.logicalId}: ${cause.reason}`);
    const events = said.filter((line) => /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d {2}/.test(line));
    expect(events).toHaveLength(updates.denied.progress.events.length);
    expect(said.join('\n')).toMatch(/\n\d\. clean up/);
  });

  it('offers to continue an unfinished init', async () => {
    const { end, calls, said } = converse(['yes'], looks({ unfinished }));
    await end;
    expect(ended(said)).toMatch(/^Init finished/);
    expect(calls().filter((name) => name === 'createStack')).toHaveLength(1);
    expect(said.join('\n')).toContain(`Stack ${unfinished.stackName} in account ${unfinished.account}`);
    expect(said).toContain('1. resume');
  });

  it('reads a file only as text: text from outside has no control characters', async () => {
    const found = { ...freshLocalState, nameEvidence: 'from \u001B[31mred\u0007' };
    const { end, said } = converse(['/quit'], { lookAround: async () => found });
    await end;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(said.join('\n')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
    expect(said).toContain('Suggested: from red.');
  });

  it('stops at once when interrupted, also in the middle of a deployment', async () => {
    const { end, stop } = converse([...asSuggested, 'yes', 'yes'], {
      createStack: () => {
        queueMicrotask(() => stop.abort(new Error('stopped')));
        return never();
      },
    });
    const { code, what, why, next } = await problemOf(end);
    expect(code).toBe('INTERRUPTED');
    expect(what).toBe(
      'Interrupted. It is not known whether AWS has made the stack amplify-shop-20261123094500.',
    );
    expect(why).toBe('If AWS has started it, that continues without this program.');
    expect(next).toContain('--resume');
  });

  it('says that nothing was created if it is interrupted before that', async () => {
    const { end, said, stop } = converse(asSuggested, { identify: (() => never()) as never });
    await eventually(() => expect(said.join()).toContain('Asking AWS'));
    stop.abort();
    expect(await problemOf(end)).toMatchObject({
      code: 'INTERRUPTED',
      why: 'Nothing was made in AWS, and no file was written.',
    });
  });
});
