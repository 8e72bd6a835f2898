import { Box, Text } from 'ink';
import { memo } from 'react';
import type { Rows } from '../../../src/core/rows.ts';
import { type AccessChoice, accessName } from '../../../src/credentials/access.ts';
import type { AccessOption } from '../../../src/credentials/access-option.ts';
import { alikeOptions } from '../../../src/credentials/option-rows.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { columnsOf } from '../../widgets/columns.ts';

export interface ProfileRowProps {
  readonly option: AccessOption;
  readonly width: number;
  readonly selected: boolean;
  readonly inUse: boolean;
  /** It is marked as production. */
  readonly production?: boolean;
  /** Whether there is a warning about it, although it can be used. */
  readonly warned: boolean;
  /** From {@link columnsOfProfiles} for the list; default: room for any region, the account from 64 columns. */
  readonly needed?: { readonly region: number; readonly whole: number };
  /** How long its session lasts, as `41m`. */
  readonly timeLeft?: string | undefined;
  /** Columns of the kind; default: room for any. */
  readonly badge?: number;
}

/** Columns of any kind, of the account, and of both marks. */
const anyBadge = 14;
const accountColumns = 13;
const markColumns = 3;

/** Columns of the regions of a list, and of its rows in full. */
export function columnsOfProfiles(options: Rows<AccessOption>): { region: number; whole: number } {
  const region = Math.min(16, longest(options, (option) => option.region ?? '') + 2);
  const name = longest(options, ({ label }) => label) + 2;
  return { region, whole: name + anyBadge + region + accountColumns + markColumns };
}

function longest(options: Rows<AccessOption>, textOf: (option: AccessOption) => string): number {
  return alikeOptions(options).reduce((most, { widest }) => Math.max(most, columnsOf(textOf(widest))), 0);
}

const anyColumns = { region: 16, whole: 64 };

/** Columns of the kinds of a list, if names need the rest. */
export function columnsOfKinds(options: Rows<AccessOption>): number {
  return Math.min(anyBadge, longest(options, ({ kind }) => kind) + 2);
}

/** The mark of production in words, as long as the name leaves room for; some of the name goes before the mark does. */
function markThatFits(room: number, name: number): string {
  return ['PRODUCTION ', 'PROD '].find((mark) => name + 1 + mark.length <= room) ?? 'PROD ';
}

/** Whether a profile is marked as production. @param marked the names of those that are */
export function isProduction(choice: AccessChoice, marked: readonly string[] | undefined): boolean {
  return marked?.includes(accessName(choice)) === true;
}

/** The text for the filter. */
export function optionText({ label, kind, region, account }: AccessOption): string {
  return `${label}\n${kind} ${region ?? ''} ${account ?? ''}`;
}

/**
 * One profile: name, badge, region and account as far as they fit, and a mark for its health. It is drawn again only when its
 * props change: a key press changes two of fifty rows.
 */
export const ProfileRow = memo(function ProfileRow(props: ProfileRowProps) {
  const {
    option,
    width,
    selected,
    inUse,
    warned,
    production,
    needed = anyColumns,
    badge = anyBadge,
    timeLeft = '',
  } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const region = width >= 46 ? needed.region : 0;
  const account = width >= Math.min(64, needed.whole) ? accountColumns : 0;
  const time = timeLeft === '' ? 0 : timeLeft.length + 1;
  const name = Math.max(8, width - badge - region - account - time - markColumns);
  const mark = production ? markThatFits(name, columnsOf(option.label)) : '';
  const ok = option.usable.ok;
  const labelWidth = columnsOf(option.label) + 4;
  // Where its details are not beside it, a row says what is wrong in place of its kind, if that fits.
  if (!option.usable.ok && region === 0 && labelWidth + markColumns + columnsOf(option.usable.why) <= width)
    return (
      <Box width={width}>
        <Cell width={labelWidth} gap={1} style={theme.dim}>
          {`${inUse ? glyphs.running : ' '} ${option.label}`}
        </Cell>
        <Cell style={theme.dim}>
          <Text {...theme.bad}>{glyphs.failed}</Text> {option.usable.why}
        </Cell>
      </Box>
    );
  return (
    <Box width={width}>
      <Cell width={2} style={theme.accent}>
        {inUse ? glyphs.running : ' '}
      </Cell>
      <Cell
        width={name - mark.length}
        gap={1}
        style={ok ? (selected ? theme.selection : theme.text) : theme.dim}
      >
        {option.label}
      </Cell>
      {mark === '' ? null : (
        <Cell width={mark.length} gap={1} style={theme.bad}>
          {mark}
        </Cell>
      )}
      <Cell width={badge} gap={1} style={theme.dim}>
        {option.kind}
      </Cell>
      {time > 0 ? (
        <Cell width={time} gap={1}>
          {timeLeft}
        </Cell>
      ) : null}
      {region > 0 ? (
        <Cell width={region} gap={1} style={theme.dim}>
          {option.region ?? ''}
        </Cell>
      ) : null}
      {account > 0 ? (
        <Cell width={account} gap={1} style={theme.dim}>
          {option.account ?? ''}
        </Cell>
      ) : null}
      {ok ? (
        <Text {...theme.warn}>{warned ? glyphs.warning : ' '}</Text>
      ) : (
        <Text {...theme.bad}>{glyphs.failed}</Text>
      )}
    </Box>
  );
});
