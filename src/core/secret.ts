import { inspect } from 'node:util';

/**
 * A value that must never be shown: a secret access key, a session token.
 *
 * It prints as `[secret]` everywhere (string, JSON, `console.log`, template literals), so it can travel through
 * machines, plans and logs. {@link Secret.reveal} is called in two places only: where a request is signed and where
 * the person asked for the value to be written to an AWS file.
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
