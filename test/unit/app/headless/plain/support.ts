export { problemOf } from '../../../../support/problem-of.ts';

import { createActor } from 'xstate';
import type { SessionInput, StartView } from '../../../../../machines/session/types.ts';
import { converse } from '../../../../../src/app/headless/plain/converse.ts';
import type { Outside } from '../../../../../src/app/headless/plain/pane-talk.ts';
import type { Talk } from '../../../../../src/app/headless/plain/talk.ts';
import { type AttachTo, attachCommands } from '../../../../../src/flows/init/attach.ts';
import { type Pretence, pretend } from '../../../../support/pretend.ts';
import { folder } from '../../../../support/pretend-values.ts';

/**
 * A user who types these lines, one at each prompt, and then nothing more; without lines, `type` types for them. Hidden input
 * is not shown.
 */
export function typist(lines: readonly string[]) {
  const waiting = [...lines];
  const stays = lines.length === 0;
  let typed = () => {};
  const said: string[] = [];
  let prompt: string | undefined;
  let isHidden = false;
  const talk: Talk = {
    say: (line) => void said.push(line),
    prompt: (text, { hidden = false } = {}) => {
      prompt = text;
      isHidden = hidden;
    },
    nextLine: async () => {
      while (stays && waiting.length === 0) {
        await new Promise<void>((resolve) => {
          typed = resolve;
        });
      }
      const line = waiting.shift();
      if (line !== undefined) said.push(`${prompt ?? ''}${isHidden ? '(hidden)' : line}`);
      prompt = undefined;
      isHidden = false;
      return line;
    },
  };
  const type = (...more: readonly string[]) => {
    waiting.push(...more);
    typed();
  };
  return { talk, said, type };
}

const attach = (to: Omit<AttachTo, 'here' | 'endpointUrl'>) => attachCommands({ ...to, here: '/elsewhere' });

/** A conversation with stand-in actors, starting with one part of the program. */
export function talkThrough(
  start: StartView,
  lines: readonly string[],
  given: Partial<Pretence> = {},
  { outside = {}, ...input }: Partial<SessionInput> & { readonly outside?: Partial<Outside> } = {},
) {
  const { session: machine, calls, ...rest } = pretend(given);
  const { talk, said, type } = typist(lines);
  const stop = new AbortController();
  const cloud = { kind: 'demo', url: 'http://127.0.0.1:4566' } as const;
  const session = createActor(machine, { input: { folder, start, cloud, now: () => 0, ...input } });
  const end = converse({
    ...{ session, talk, attach, start },
    signal: stop.signal,
    isLeft: () => calls.includes('leave'),
    outside: {
      now: () => 0,
      showPath: (path) => path,
      logLines: () => [],
      calls: () => [],
      stackLines: async () => [],
      profileLines: (name) => [name],
      ...outside,
    },
  });
  return { end, calls, said, type, stop, session, ...rest };
}

/** The first of these texts that does not follow those before it; undefined if all appear in this order. */
export function missing(said: readonly string[], texts: readonly string[]): string | undefined {
  let from = 0;
  return texts.find((text) => {
    const at = said.findIndex((line, index) => index >= from && line.includes(text));
    from = at + 1;
    return at < 0;
  });
}
