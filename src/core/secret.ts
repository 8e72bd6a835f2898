import { inspect } from 'node:util';

/**
 * A value that must never be shown: a secret access key, a session token.
 *
 * It prints as `[secret]` everywhere (string, JSON, `console.log`, template literals), so it can travel through
 * machines, plans and logs. {@link Secret.reveal} is called only where the value is needed: to sign a request, to check what was
 * typed, to write or pass on what the user asked for, to show a new device's secret. A test lists the files that call it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Never pass the result to anything that prints, logs or stores. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
