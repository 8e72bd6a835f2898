import type { Changes, CommandWords, OnScreen } from '../../../machines/kit/command.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { JsonLine } from '../headless/json-lines.ts';
import type { OptionName } from './options.ts';

/** A command with typed options, exit codes and lines of JSON. */
export interface CommandSpec extends CommandWords {
  readonly options: readonly OptionName[];
  readonly screen?: OnScreen<OptionName>;
  readonly changes?: Changes<OptionName>;
  readonly exits: readonly ExitCode[];
  readonly json?: readonly JsonLine[] | string;
}
