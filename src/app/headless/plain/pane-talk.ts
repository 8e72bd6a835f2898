import type { AnyMachineSnapshot, EventFrom } from 'xstate';
import type { DeploymentEvent } from '../../../../machines/deployment/types.ts';
import type { FlowMachines } from '../../../../machines/flows.ts';
import type { HomeData, SessionContext, SessionEvent } from '../../../../machines/session/types.ts';
import type { CallRecord } from '../../../aws/calls/record.ts';
import { plainText } from '../../../core/text.ts';
import { type Choice, chosenOf } from './talk.ts';

/** What a conversation may look at outside of the machines; never to change. */
export interface Outside {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A path as it is shown, `~` for home. */
  readonly showPath: (path: string) => string;
  /** Newest last. */
  readonly logLines: () => readonly string[];
  /** The calls to AWS, oldest first. */
  readonly calls: () => readonly CallRecord[];
  /** Asks AWS how the stack of the project is; no lines where there is none. */
  readonly stackLines: (home: HomeData) => Promise<readonly string[]>;
  /** Every value of a profile with its place; secrets are masked. */
  readonly profileLines: (name: string) => readonly string[];
  /** In the demo: the code that a device shows now, undefined for a device that is not there. */
  readonly phone?: (device: string) => Promise<string | undefined>;
}

/** Where the conversation is. */
export interface Here<Context = unknown> {
  /** Of the machine that asks. */
  readonly context: Context;
  readonly snapshot: AnyMachineSnapshot;
  readonly session: SessionContext;
  readonly outside: Outside;
  /** What was typed so far and no machine knows; empty in each new state. */
  readonly scratch: Map<string, string>;
}

/** What the machine that asks can be told: the events of every flow, of a deployment and of the session. */
export type Sent = EventFrom<FlowMachines[keyof FlowMachines]> | DeploymentEvent | SessionEvent;

/** What a typed line means: what the machine is told, or what is wrong with the line, one sentence. */
export type Taken = { readonly send: readonly Sent[] } | { readonly fault: string };

/** One question, asked and answered in one line. */
export interface Question {
  readonly label: string;
  /** What an empty line stands for, as it is shown. */
  readonly suggestion?: string | undefined;
  /** Said before the question. */
  readonly hint?: string | undefined;
  /** Things to choose from, by number. */
  readonly choices?: readonly Choice[];
  /** A secret: it is not shown while it is typed. */
  readonly hidden?: boolean;
  take(typed: string): Taken;
}

/** Something beside the commands that can be chosen by its number, or asked for by its name. */
export interface Option extends Choice {
  /** What the machine is told. */
  readonly send?: readonly Sent[];
  /** What is said instead. */
  readonly say?: readonly string[];
  /** The questions are asked anew. */
  readonly again?: true;
}

/** How a pane is told in lines; what every pane has (title, problem, commands) is not among it. */
export interface PaneTalk<Context> {
  /** What it shows. */
  readonly lines?: (here: Here<Context>) => readonly string[];
  /** Asked one after the other, each made from the answers so far; one that is undefined is left out. */
  readonly questions?: readonly ((here: Here<Context>) => Question | undefined)[];
  /** The question to begin with; absent: the first. */
  readonly first?: (here: Here<Context>) => number;
  /** Said when all is answered and there is nothing to go on with. */
  readonly nothing?: string;
  /** Offered by number before the commands. */
  readonly options?: (here: Here<Context>) => readonly Option[];
  /** Changes by itself while the state stays: a line that was not said yet is said. */
  readonly news?: (here: Here<Context>) => readonly string[];
  /** What takes a moment to find out; said before the pane asks, each time. */
  readonly aside?: (here: Here<Context>) => Promise<readonly string[]>;
}

/** A text, checked when it is typed. An empty line takes what is suggested; a dash takes out what may be empty. */
export function textQuestion(given: {
  readonly label: string;
  readonly suggestion: string | undefined;
  readonly hint?: string | undefined;
  /** May be left empty. */
  readonly optional?: boolean;
  readonly fault: (value: string) => string | undefined;
  readonly send: (value: string) => Sent;
}): Question {
  const { label, suggestion = '', hint, optional, fault, send } = given;
  const none = optional && suggestion !== '' ? 'A dash alone leaves it empty.' : '';
  return {
    label,
    suggestion: suggestion === '' && optional ? 'none' : suggestion,
    hint: [hint, none].filter(Boolean).join(' ') || undefined,
    take: (typed) => {
      const value = typed === '' ? suggestion : optional && typed === '-' ? '' : typed;
      const wrong = fault(value);
      return wrong === undefined ? { send: [send(value)] } : { fault: wrong };
    },
  };
}

/** One of a few things, by number or name. An empty line takes what is chosen now. */
export function choiceQuestion<Value>(given: {
  readonly label: string;
  readonly options: readonly (Choice & {
    readonly value: Value;
    /** Why it cannot be chosen. */
    readonly fault?: string | undefined;
  })[];
  readonly now: Value | undefined;
  readonly hint?: string | undefined;
  /** False where the pane has said them already, numbered. */
  readonly listed?: boolean;
  readonly send: (value: Value) => Sent;
}): Question {
  const { label, options, now, hint, listed = true, send } = given;
  const suggested = options.find(({ value }) => value === now);
  return {
    label,
    ...(listed ? { choices: options } : {}),
    suggestion: suggested?.label,
    hint: hint && plainText(hint),
    take: (typed) => {
      const option = typed === '' ? suggested : chosenOf(typed, options);
      if (!option) return { fault: `Type a number from 1 to ${options.length}, or the name.` };
      return option.fault === undefined ? { send: [send(option.value)] } : { fault: option.fault };
    },
  };
}

/** Who somebody is for AWS, as it is told before anything counts. */
export function identityLines(identity: {
  readonly arn: string;
  readonly account: string;
  readonly accountAlias?: string | undefined;
  readonly region: string;
}): string[] {
  const alias = identity.accountAlias ? ` (${identity.accountAlias})` : '';
  return [`You are ${identity.arn}.`, `Account ${identity.account}${alias}, region ${identity.region}.`];
}
