import type { AnyMachineSnapshot, EventFrom } from 'xstate';
import type { DeploymentEvent } from '../../../../machines/deployment/types.ts';
import type { FlowMachines } from '../../../../machines/flows.ts';
import type { HomeData, SessionContext, SessionEvent } from '../../../../machines/session/types.ts';
import type { CallRecord } from '../../../aws/calls/record.ts';
import { plainText } from '../../../core/text.ts';
import { type Choice, chosenOf } from './talk.ts';

/** What a conversation may read besides the machines; it never changes anything. */
export interface Outside {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A path for the user, with `~` for the home folder. */
  readonly showPath: (path: string) => string;
  /** Newest last. */
  readonly logLines: () => readonly string[];
  /** The calls to AWS, oldest first. */
  readonly calls: () => readonly CallRecord[];
  /** The state of the project's stack from AWS; no lines when there is none. */
  readonly stackLines: (home: HomeData) => Promise<readonly string[]>;
  /** Every value of a profile with its file and line; secrets are masked. */
  readonly profileLines: (name: string) => readonly string[];
  /** In the demo: the code that a device shows now; undefined when there is no such device. */
  readonly phone?: (device: string) => Promise<string | undefined>;
}

/** Where the conversation is. */
export interface Here<Context = unknown> {
  /** The context of the machine that asks. */
  readonly context: Context;
  readonly snapshot: AnyMachineSnapshot;
  readonly session: SessionContext;
  readonly outside: Outside;
  /** What was typed so far but is in no machine; empty in each new state. */
  readonly scratch: Map<string, string>;
}

/** Events for the machine that asks: of every flow, of a deployment and of the session. */
export type Sent = EventFrom<FlowMachines[keyof FlowMachines]> | DeploymentEvent | SessionEvent;

/** The meaning of a typed line: events for the machine, or what is wrong with the line, in one sentence. */
export type Taken = { readonly send: readonly Sent[] } | { readonly fault: string };

/** One question, asked and answered in one line. */
export interface Question {
  readonly label: string;
  /** The meaning of an empty line, as shown. */
  readonly suggestion?: string | undefined;
  /** Printed before the question. */
  readonly hint?: string | undefined;
  /** Choices by number. */
  readonly choices?: readonly Choice[];
  /** For a secret: not echoed while it is typed. */
  readonly hidden?: boolean;
  take(typed: string): Taken;
}

/** Something besides the commands that can be chosen by number or name. */
export interface Option extends Choice {
  /** Events for the machine. */
  readonly send?: readonly Sent[];
  /** Lines to print instead. */
  readonly say?: readonly string[];
  /** Asks the questions again. */
  readonly again?: true;
}

/** A pane in lines, without what every pane has (title, problem, commands). */
export interface PaneTalk<Context> {
  /** Its content. */
  readonly lines?: (here: Here<Context>) => readonly string[];
  /** Asked one after the other, each made from the answers so far; an undefined one is skipped. */
  readonly questions?: readonly ((here: Here<Context>) => Question | undefined)[];
  /** The index of the question to start with; absent for 0. */
  readonly first?: (here: Here<Context>) => number;
  /** Printed when everything is answered and there is nothing to go on with. */
  readonly nothing?: string;
  /** Offered by number before the commands. */
  readonly options?: (here: Here<Context>) => readonly Option[];
  /** Changes that come by themselves within the state; each new line is printed once. */
  readonly news?: (here: Here<Context>) => readonly string[];
  /** What takes a moment to find out; printed before the pane asks, each time. */
  readonly aside?: (here: Here<Context>) => Promise<readonly string[]>;
}

/** A text, checked when typed. An empty line takes the suggestion; a dash clears an optional one. */
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

/** A choice by number or name. An empty line keeps the current one. */
export function choiceQuestion<Value>(given: {
  readonly label: string;
  readonly options: readonly (Choice & {
    readonly value: Value;
    /** Why it cannot be chosen. */
    readonly fault?: string | undefined;
  })[];
  readonly now: Value | undefined;
  readonly hint?: string | undefined;
  /** False when the pane has already listed them, numbered. */
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

/** The identity according to AWS, before anything counts. */
export function identityLines(identity: {
  readonly arn: string;
  readonly account: string;
  readonly accountAlias?: string | undefined;
  readonly region: string;
}): string[] {
  const alias = identity.accountAlias ? ` (${identity.accountAlias})` : '';
  return [`You are ${identity.arn}.`, `Account ${identity.account}${alias}, region ${identity.region}.`];
}
